"""Signs in, and again before the access token expires."""

import os

import requests
import schemathesis


@schemathesis.auth(refresh_interval=600)
class AccessToken:
    def get(self, case, context):
        server = os.environ["WHEELHOUSE_URL"]
        form = {"grant_type": "api_token", "api_token": os.environ["WHEELHOUSE_TOKEN"]}
        answer = requests.post(f"{server}/auth/oauth2/token", data=form, auth=("platform-api-user", ""), timeout=10)
        answer.raise_for_status()
        return answer.json()["access_token"]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"
