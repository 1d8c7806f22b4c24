//! What attributes and doc comments say.

use syn::{Attribute, Expr, Lit, Result};

/// Calls `each` for every entry of every attribute of this name.
pub fn visit(
    attributes: &[Attribute],
    name: &str,
    mut each: impl FnMut(syn::meta::ParseNestedMeta<'_>) -> Result<()>,
) -> Result<()> {
    attributes.iter().filter(|a| a.path().is_ident(name)).try_for_each(|a| a.parse_nested_meta(&mut each))
}

/// The doc comment as one paragraph.
pub fn documentation(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|a| match &a.meta {
        syn::Meta::NameValue(pair) => match &pair.value {
            Expr::Lit(syn::ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// `visible_build` as `Visible build`: the label where none is given.
pub fn sentence(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
