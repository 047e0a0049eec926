//! x
use super::Status;
pub(crate) fn run(_: &crate::args::EvalArgs, _: &crate::settings::Settings) -> anyhow::Result<Status> {
    Ok(Status::Done)
}
