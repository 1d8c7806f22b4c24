//! How large containers are. Projects here have no container profiles: sizes follow from the plan and from the files of
//! the code, and are nobody's to choose for one environment.

use crate::request::prelude::*;

const FIXED: &str = "Containers have fixed sizes in this project: they follow from its plan and its code.";

/// Refuses a choice of resources, where there is one.
///
/// # Errors
/// 400 at the field that chooses.
pub fn follow_the_plan<R>(
    resources: &Option<Option<R>>,
    init: impl Fn(&R) -> &Option<Option<String>>,
) -> Result<(), ApiError> {
    let chosen =
        resources.as_ref().and_then(Option::as_ref).map(init).and_then(Option::as_ref).and_then(Option::as_ref);
    if chosen.is_some() { Err(refused("resources.init")) } else { Ok(()) }
}

/// That nothing can be taken over by this field.
pub fn refused(field: &str) -> ApiError {
    ApiError::fields(&[FieldError::new(field, FIXED)])
}
