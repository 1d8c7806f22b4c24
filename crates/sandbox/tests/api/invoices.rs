//! Invoices, credit memos, and both on paper.

use serde_json::json;

use crate::billing::{again, all, hundredths};
use crate::common::{Client, LAKESIDE, sandbox};

#[tokio::test]
async fn a_credit_memo_gives_an_invoice_back() {
    let client = Client::admin(&sandbox()).await;
    let path = format!("/organizations/{LAKESIDE}/invoices");
    let invoice =
        client.get(&format!("{path}?filter[type]=invoice&filter[status]=paid")).await.ok()["items"][0].clone();
    let id = invoice["id"].as_str().unwrap();
    let total = hundredths(&invoice["total"]);
    let refund = async |amount: i64| {
        let body = json!({"amount": amount, "notes": "It was down."});
        client.control("POST", &format!("refund/{LAKESIDE}/{id}"), body).await
    };
    let memo = refund(total - 100).await.ok();
    let memo = client.get(&format!("{path}/{}", memo["id"].as_str().unwrap())).await.ok();
    assert_eq!((&memo["type"], &memo["related_invoice_id"]), (&json!("credit_memo"), &json!(id)));
    assert_eq!((hundredths(&memo["total"]), &memo["status"]), (100 - total, &json!("refund_pending")));
    assert_eq!((&memo["notes"], &memo["order_id"]), (&json!("It was down."), &invoice["order_id"]));
    assert_eq!(client.get(&format!("{path}/{id}")).await.ok()["status"], "paid", "not all was given back");
    refund(100).await.ok();
    assert_eq!(client.get(&format!("{path}/{id}")).await.ok()["status"], "refunded");
    client.advance(6.0 * 86_400.0).await;
    let client = again(&client).await;
    assert_eq!(client.get(&format!("{path}/{}", memo["id"].as_str().unwrap())).await.ok()["status"], "paid");
    let memos = all(&client, &format!("{path}?filter[type]=credit_memo")).await;
    assert!(memos.len() >= 2 && memos.iter().all(|memo| memo["total"].to_string().starts_with('-')));
}

#[tokio::test]
async fn an_invoice_is_a_pdf_behind_its_link() {
    let client = Client::admin(&sandbox()).await;
    let invoices = all(&client, &format!("/organizations/{LAKESIDE}/invoices")).await;
    let kinds = ["invoice", "credit_memo"].map(|kind| invoices.iter().find(|one| one["type"] == kind).unwrap());
    for invoice in kinds {
        assert_eq!(invoice["invoice_pdf"]["status"], "ready");
        let answer = client.get_bytes(invoice["invoice_pdf"]["url"].as_str().unwrap()).await;
        assert_eq!(answer.0, "application/pdf");
        let text = String::from_utf8_lossy(&answer.1).into_owned();
        assert!(text.starts_with("%PDF-1.") && text.trim_end().ends_with("%%EOF"), "{text}");
        for part in [invoice["invoice_number"].as_str().unwrap(), "(Lakeside Media Ltd)", "(Total)"] {
            assert!(text.contains(part), "{part} is not in it");
        }
        // The total, with the pound sign as the fonts have it.
        let total = hundredths(&invoice["total"]);
        let (whole, cents) = (total.abs() / 100, total.abs() % 100);
        let whole = if whole < 1_000 { whole.to_string() } else { format!("{},{:03}", whole / 1_000, whole % 1_000) };
        let sign = if total < 0 { "-" } else { "" };
        let mut amount = sign.as_bytes().to_vec();
        amount.push(0xa3);
        amount.extend(format!("{whole}.{cents:02}").bytes());
        let hex: String = amount.iter().map(|byte| format!("{byte:02X}")).collect();
        assert!(text.to_uppercase().contains(&format!("<{hex}>")), "{total} is not in it");
    }
}
