//! One variant of a "one of" body.

use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Error, Fields, Result};

use crate::attributes::{documentation, visit};

pub fn variant(variant: &syn::Variant) -> Result<Tokens> {
    let Fields::Unnamed(fields) = &variant.fields else {
        return Err(Error::new_spanned(variant, "a variant holds the struct of its fields"));
    };
    let mut types = fields.unnamed.iter().map(|field| &field.ty);
    let (Some(ty), None) = (types.next(), types.next()) else {
        return Err(Error::new_spanned(variant, "a variant holds one struct"));
    };
    let help = documentation(&variant.attrs);
    let (mut value, mut label) = (None, None);
    visit(&variant.attrs, "body", |meta| {
        let text = if meta.path.is_ident("value") {
            &mut value
        } else if meta.path.is_ident("label") {
            &mut label
        } else {
            return Err(meta.error("unknown attribute of a variant"));
        };
        *text = Some(meta.value()?.parse::<syn::LitStr>()?.value());
        Ok(())
    })?;
    let (Some(value), Some(label)) = (value, label) else {
        return Err(Error::new_spanned(variant, "a variant has #[body(value = \"…\", label = \"…\")]"));
    };
    Ok(quote! {
        crate::body::Variant {
            value: #value,
            label: #label,
            help: #help,
            body: <#ty as crate::body::Described>::BODY,
        }
    })
}
