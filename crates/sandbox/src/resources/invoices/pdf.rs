//! An invoice on paper: A4, with as many pages as its lines take. The fonts are those that every reader has, so letters
//! beyond Western European ones are question marks.

use std::collections::BTreeMap;

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use crate::billing;
use crate::request::prelude::*;
use crate::resources::orders::percent;
use crate::store::offers::{self, Currency};
use crate::store::orders::{Invoice, LineKind, Order};
use crate::store::organizations::Organization;

/// A page in points, and its margin.
const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 56.0;

/// Where columns begin, and where amounts end.
const INDENT: f32 = MARGIN + 12.0;
const END: f32 = PAGE.0 - MARGIN;

const REGULAR: Name<'static> = Name(b"R");
const BOLD: Name<'static> = Name(b"B");

/// A line of text on paper, with an amount at its end or without.
struct Row {
    text: String,
    amount: Option<String>,
    font: Name<'static>,
    size: f32,
    indented: bool,
    /// What is left empty above it.
    above: f32,
}

impl Row {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), amount: None, font: REGULAR, size: 9.5, indented: false, above: 4.0 }
    }

    fn with(self, amount: String) -> Self {
        Self { amount: Some(amount), ..self }
    }

    fn bold(self) -> Self {
        Self { font: BOLD, ..self }
    }

    fn indented(self) -> Self {
        Self { indented: true, ..self }
    }

    fn below(self, above: f32) -> Self {
        Self { above, ..self }
    }
}

/// The file of an invoice.
///
/// # Errors
/// When the database cannot be read.
pub fn write(
    context: &Context<'_>,
    organization: &Organization,
    invoice: &Invoice,
    order: &Order,
) -> Result<Vec<u8>, ApiError> {
    let currency = offers::known(context.store, &order.currency)?;
    let rows = rows(organization, invoice, order, &currency);
    let mut pages: Vec<Content> = Vec::new();
    let mut page = Content::new();
    let mut at = PAGE.1 - MARGIN;
    for row in &rows {
        let height = row.size + row.above;
        if at - height < MARGIN {
            pages.push(std::mem::replace(&mut page, Content::new()));
            at = PAGE.1 - MARGIN;
        }
        at -= height;
        draw(&mut page, row, at);
    }
    pages.push(page);
    Ok(file(&format!("{} {}", heading(invoice), invoice.number), pages))
}

fn heading(invoice: &Invoice) -> &'static str {
    if invoice.kind == "credit_memo" { "Credit memo" } else { "Invoice" }
}

fn rows(organization: &Organization, invoice: &Invoice, order: &Order, currency: &Currency) -> Vec<Row> {
    let money = |cents| billing::formatted(cents, currency);
    let mut rows = vec![
        Row { size: 18.0, ..Row::new(heading(invoice)).bold() },
        Row::new(format!("Number {}", invoice.number)).below(10.0),
        Row::new(format!("Date {}", day(invoice.made_at.rfc3339()))),
        Row::new(format!("Due {}", day(invoice.due_at.rfc3339()))),
        Row::new(format!("Order {}", order.id)),
        Row::new(format!(
            "Period {} to {}",
            day(order.starts_at.rfc3339()),
            day(order.ends_at.plus_micros(-1).rfc3339())
        )),
        Row::new("Billed to").bold().below(16.0),
        Row::new(if order.company.is_empty() { &organization.label } else { &order.company }),
    ];
    let lines = address(&order.address).into_iter().filter(|line| *line != order.company);
    rows.extend(lines.map(Row::new));
    if !order.vat_number.is_empty() {
        rows.push(Row::new(format!("VAT number {}", order.vat_number)));
    }
    if invoice.kind == "credit_memo" {
        rows.push(Row::new(&invoice.notes).below(20.0));
        rows.push(Row { size: 12.0, ..Row::new("Total").with(money(invoice.total)).bold().below(14.0) });
        return rows;
    }
    let titles: BTreeMap<&str, &str> = order
        .lines
        .0
        .iter()
        .filter(|line| line.kind == LineKind::Subtotal)
        .map(|line| (line.project.as_str(), line.product.as_str()))
        .collect();
    let mut project = "";
    for line in &order.lines.0 {
        if line.project != project {
            project = &line.project;
            let title = titles.get(project).copied().unwrap_or(project);
            rows.push(Row::new(format!("{title} ({project})")).bold().below(14.0));
        }
        let row = match line.kind {
            LineKind::Subtotal => Row::new("Subtotal"),
            _ => Row::new(&line.product).indented(),
        };
        rows.push(row.with(money(line.amount)));
    }
    rows.push(Row::new("Price").with(money(order.base)).below(20.0));
    if order.discount != 0 {
        rows.push(Row::new("Vouchers").with(money(order.discount.saturating_neg())));
    }
    rows.push(Row::new(format!("VAT ({})", percent(order.tax_rate))).with(money(order.tax)));
    rows.push(Row { size: 12.0, ..Row::new("Total").with(money(order.total())).bold().below(8.0) });
    rows
}

fn day(at: String) -> String {
    at.split_once('T').map_or_else(|| at.clone(), |(day, _)| day.to_owned())
}

/// The lines of an address.
fn address(address: &Map<String, Value>) -> Vec<String> {
    let text = |field: &str| address.get(field).and_then(Value::as_str).unwrap_or_default();
    let place = format!("{} {}", text("postal_code"), text("locality"));
    let lines = ["name_line", "thoroughfare", "premise", "sub_premise", "dependent_locality"].map(text);
    let lines = lines.into_iter().chain([place.trim(), text("administrative_area"), text("country")]);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn draw(page: &mut Content, row: &Row, at: f32) {
    let mut show = |x: f32, text: &[u8]| {
        page.begin_text();
        page.set_font(row.font, row.size);
        page.next_line(x, at);
        page.show(Str(text));
        page.end_text();
    };
    show(if row.indented { INDENT } else { MARGIN }, &encoded(&row.text));
    if let Some(amount) = &row.amount {
        let amount = encoded(amount);
        show(END - width(&amount) * row.size, &amount);
    }
}

/// How wide an amount is, in times its size: figures are alike in width.
fn width(text: &[u8]) -> f32 {
    let letter = |byte: &u8| match byte {
        b'.' | b',' => 0.278,
        b'-' => 0.333,
        b'A' | b'C' => 0.7,
        _ => 0.556,
    };
    text.iter().map(letter).sum()
}

/// A text in the encoding that the fonts are used with (Windows-1252).
fn encoded(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        '€' => 0x80,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        '—' => 0x97,
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
        _ => b'?',
    };
    text.chars().map(byte).collect()
}

fn file(title: &str, pages: Vec<Content>) -> Vec<u8> {
    let mut next = 0;
    let mut id = || {
        next += 1;
        Ref::new(next)
    };
    let (catalog, tree, information, regular, bold) = (id(), id(), id(), id(), id());
    let ids: Vec<(Ref, Ref)> = pages.iter().map(|_| (id(), id())).collect();
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(information).title(TextStr(title)).creator(TextStr("Wheelhouse sandbox"));
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(ids.iter().map(|(page, _)| *page)).count(count);
    for ((id, content), page) in ids.iter().zip(pages) {
        let mut written = pdf.page(*id);
        written.media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).parent(tree).contents(*content);
        written.resources().fonts().pair(REGULAR, regular).pair(BOLD, bold);
        written.finish();
        pdf.stream(*content, &page.finish());
    }
    for (font, name) in [(regular, &b"Helvetica"[..]), (bold, b"Helvetica-Bold")] {
        pdf.type1_font(font).base_font(Name(name)).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.finish()
}
