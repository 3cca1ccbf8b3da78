"""AWSCodePipeline and CodeBuild: what carries a change by the minute."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "codepipeline.action_minute": Selector("AWSCodePipeline", "minute", "actionExecutionMinute"),
    "codebuild.linux_small_minute": Selector("CodeBuild", "minute", "Build-Min:Linux:g1.small"),
}
