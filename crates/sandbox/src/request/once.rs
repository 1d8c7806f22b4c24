//! What many items of one answer name.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Things by their ids: each is looked up when it is first asked for, and known for the rest of the answer.
pub struct Once<T, F> {
    find: F,
    found: RefCell<HashMap<String, Option<Rc<T>>>>,
}

impl<T, E, F: Fn(&str) -> Result<Option<T>, E>> Once<T, F> {
    /// With how a thing is looked up.
    pub fn new(find: F) -> Self {
        Self { find, found: RefCell::default() }
    }

    /// # Errors
    /// When it cannot be looked up.
    pub fn get(&self, id: &str) -> Result<Option<Rc<T>>, E> {
        if let Some(known) = self.found.borrow().get(id) {
            return Ok(known.clone());
        }
        let found = (self.find)(id)?.map(Rc::new);
        self.found.borrow_mut().insert(id.to_owned(), found.clone());
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_thing_is_looked_up_once_also_when_it_is_not_there() {
        let looks = Cell::new(0);
        let once = Once::new(|id: &str| {
            looks.set(looks.get() + 1);
            Ok::<_, ()>((id != "nothing").then(|| format!("{id} {}", looks.get())))
        });
        for _ in 0..2 {
            assert_eq!(once.get("a"), Ok(Some(Rc::new("a 1".to_owned()))));
            assert_eq!(once.get("nothing"), Ok(None));
            assert_eq!(once.get("b"), Ok(Some(Rc::new("b 3".to_owned()))));
        }
    }
}
