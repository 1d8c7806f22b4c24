//! `#[derive(Body)]`: from a request body's type, the static description that the console renders as a form
//! and the sandbox validates against.
//!
//! # On a struct
//! A field's doc comment is its help text, its Rust type gives the kind and whether it is required: `String`, `bool`,
//! `i64`, `f64`, `Vec<String>`, `BTreeMap<String, String>` and `serde_json::Value`; an `Option` around one makes the
//! field optional, an `Option<Option<_>>` lets it also be null.
//!
//! `#[field(...)]` says the rest: `label`, `section`, `min`, `max`, `unit`, `step`, `default`, `check = path`, `secret`
//! or `secret_when = "other_field"`, `fixed` (a new resource only), `one_way` (a flag that stays on), `present` (an
//! `Option` that must be there, if only as null), and what kind of text or list it is:
//! - `kind = "code"`, `"base64"`, `"long_text"`, `"email"`, `"url"`, `"date"`, `"pem"`;
//! - `choices("value" = "Label", …)`, or `choices = PATH` for a list that several fields share;
//! - `pick = "regions"`: one, or several, of a collection that the API lists;
//! - `object`: the type is another described struct, or a `Vec` of one.
//!
//! `#[body(check = path)]` names a check over the whole body.
//!
//! # On an enum
//! Each variant holds the described struct of one kind, its doc comment is the help text and
//! `#[body(value = "github", label = "GitHub")]` says what the tag holds and what people call it.
//! `#[body(tag = "type", label = "Kind of integration")]` on the enum names the tag; without one, kinds are told apart by
//! which keys are there.

mod attributes;
mod field;
mod variant;

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Result};

/// Describes a request body. See the crate's documentation for the attributes.
#[proc_macro_derive(Body, attributes(field, body))]
pub fn derive_body(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as DeriveInput);
    body(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn body(input: &DeriveInput) -> Result<Tokens> {
    let name = &input.ident;
    let title = name.to_string();
    let (mut check, mut tag, mut label) = (quote!(None), quote!(None), String::new());
    attributes::visit(&input.attrs, "body", |meta| {
        if meta.path.is_ident("check") {
            let path: syn::Path = meta.value()?.parse()?;
            check = quote!(Some(#path));
        } else if meta.path.is_ident("tag") {
            let key: syn::LitStr = meta.value()?.parse()?;
            tag = quote!(Some(#key));
        } else if meta.path.is_ident("label") {
            label = meta.value()?.parse::<syn::LitStr>()?.value();
        } else {
            return Err(meta.error("unknown attribute of a body"));
        }
        Ok(())
    })?;
    let (fields, variants) = match &input.data {
        Data::Struct(data) => {
            let Fields::Named(fields) = &data.fields else {
                return Err(Error::new_spanned(name, "a body has named fields"));
            };
            (fields.named.iter().map(field::field).collect::<Result<Vec<_>>>()?, quote!(None))
        }
        Data::Enum(data) => {
            let list = data.variants.iter().map(variant::variant).collect::<Result<Vec<_>>>()?;
            let variants = quote! {
                Some(&crate::body::Variants { tag: #tag, label: #label, list: &[#(#list),*] })
            };
            (Vec::new(), variants)
        }
        Data::Union(_) => return Err(Error::new_spanned(name, "a body is a struct or an enum")),
    };
    Ok(quote! {
        impl crate::body::Described for #name {
            const BODY: &'static crate::body::Body = {
                // One place in memory, however often it is named.
                static BODY: crate::body::Body = crate::body::Body {
                    name: #title,
                    fields: &[#(#fields),*],
                    variants: #variants,
                    check: #check,
                };
                &BODY
            };

            fn read(body: serde_json::Value) -> serde_json::Result<()> {
                serde_json::from_value::<Self>(body).map(drop)
            }
        }
    })
}
