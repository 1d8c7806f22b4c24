use serde_json::Value;

use crate::common::{Client, SHOP, TELEMETRY, TICKETS, sandbox};

#[tokio::test]
async fn a_project_shows_its_state_and_plan() {
    let client = Client::admin(&sandbox()).await;
    let shop = client.get(&format!("/projects/{SHOP}")).await.ok();
    assert_eq!(shop["title"], "Lakeside Shop");
    assert_eq!(shop["status"]["code"], "active");
    assert_eq!(shop["subscription"]["plan"], "large");
    assert_eq!(shop["default_branch"], "main");
    let old = client.get("/projects/campaign23old").await.ok();
    assert_eq!(old["subscription"]["suspended"], true);
    let new = client.get("/projects/podcastnew4mj").await.ok();
    assert_eq!(new["status"]["code"], "provisioning");
}

#[tokio::test]
async fn links_say_what_the_caller_may_do_and_can_be_followed() {
    let sandbox = sandbox();
    let (admin, viewer) = (Client::admin(&sandbox).await, Client::viewer(&sandbox).await);
    let project = admin.get(&format!("/projects/{SHOP}")).await.ok();
    for relation in ["#edit", "#delete", "#manage-variables", "#access"] {
        assert!(project["_links"][relation]["href"].is_string(), "{relation}");
    }
    for relation in ["self", "environments", "activities", "variables"] {
        admin.get(project["_links"][relation]["href"].as_str().unwrap()).await.ok();
    }
    let project = viewer.get(&format!("/projects/{SHOP}")).await.ok();
    for relation in ["#edit", "#delete", "#manage-variables", "#access"] {
        assert_eq!(project["_links"][relation], Value::Null, "{relation}");
    }
    // A guest's rights are those of a guest, whoever they are elsewhere.
    let project = admin.get(&format!("/projects/{TICKETS}")).await.ok();
    assert_eq!(project["_links"]["#edit"], Value::Null);
}

#[tokio::test]
async fn who_has_no_part_in_a_project_does_not_learn_that_it_is_there() {
    let viewer = Client::viewer(&sandbox()).await;
    let hidden = viewer.get(&format!("/projects/{TELEMETRY}")).await.refused(404);
    let missing = viewer.get("/projects/nothing").await.refused(404);
    assert_eq!(
        hidden["detail"].as_str().unwrap().replace(TELEMETRY, "X"),
        missing["detail"].as_str().unwrap().replace("nothing", "X")
    );
}
