"""aws_efs_file_system, with a mount target in each of its subnets, in the words of the community module
terraform-aws-modules/efs."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("efs_file_system", rename={"automatic_backups": "enable_backup_policy"})
