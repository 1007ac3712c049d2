package hourglass.cli;

/// Answers in the form of the REST API.
final class Recorded {

    static final String ID = "0193a5e2-7c41-7b0e-9d53-2f6a1c9e8b04";
    static final String OTHER = "0193a5e2-7c41-7b0e-9d53-2f6a1c9e0aaa";

    static final String RESOURCE = """
            {"id":"payments-eu","type":"database","environment":"production","owner":"group:dba",
             "roles":[{"role":"debugger","allows":"Read and change rows in schema app; no DDL.","default":"PT2H",
                       "max":"PT2H","breakGlass":false}],"mine":{"open":[],"live":[]}}
            """;

    private Recorded() {}

    static String view(String state, int revision, String more) {
        return """
                {"id":"%s","state":"%s","revision":%d,"requestDigest":"sha256:4be1",
                 "submittedAt":"2026-11-24T09:00:03.120442Z",
                 "requester":{"id":"alice","name":"Alice Berg","team":"payments"},
                 "resource":{"id":"payments-eu","type":"database","environment":"production"},"role":"debugger",
                 "allows":"Read and change rows in schema app; no DDL.","duration":"PT2H",
                 "reason":"payment 4711 is stuck","ticket":"INC-42"%s}
                """.formatted(ID, state, revision, more);
    }

    static String inReview(int revision) {
        return view("IN_REVIEW", revision, """
                ,"decision":{"outcome":"REVIEW","reasons":[],"policyCommit":"9f2c1e7aa",
                 "stages":[{"stage":"team-lead","need":1,"have":0,"from":["lead-of:requester.team"],
                            "people":[{"id":"bob","name":"Bob Kaya"}],"closesAt":"2026-11-24T09:20:03Z"}]},
                 "actions":["cancel"],"blocked":{"approve":"You made this request."}
                """);
    }

    static String active(int revision) {
        return view("ACTIVE", revision, """
                ,"decision":{"outcome":"ALLOW","reasons":[]},
                 "grant":{"state":"ACTIVE","activatedAt":"2026-11-24T09:06:12Z","expiresAt":"2026-11-24T11:06:12Z",
                          "connect":"psql 'host=db1.payments port=5432 user=alice dbname=app'"},"actions":["end"]
                """);
    }

    static String denied() {
        return view("DENIED", 2, """
                ,"decision":{"outcome":"DENY","cause":"NOT_ELIGIBLE","failed":["ledger-read/on-the-project"],"policyCommit":"9f2c1e7aa","reasons":[
                  {"policy":"ledger-read","part":"when","condition":"on-the-project","result":"not-met",
                   "values":{"requester.projects":["payments"]},"message":"ledger is not one of your projects.",
                   "at":"policies/finance/ledger.yaml:12"},
                  {"policy":"baseline","part":"deny","condition":"two-hats","result":"clear","values":{},
                   "message":null,"at":"guardrails/organisation.yaml:7"}]},"actions":[]
                """);
    }

    static String held() {
        return view("HELD", 2, """
                ,"decision":{"outcome":"HOLD","cause":"REQUIREMENT","max":"PT1H",
                 "failed":["payments-debug/fresh-mfa","payments-debug/duration"],"reasons":[
                  {"policy":"contractors","part":"when","condition":"contractor","result":"not-met","values":{},
                   "message":null,"at":"guardrails/organisation.yaml:60"},
                  {"policy":"payments-debug","part":"require","condition":"fresh-mfa","result":"not-met","values":{},
                   "message":"Sign in again with your second factor.","at":"policies/payments/debug.yaml:20"}]},
                 "actions":["cancel","resume"]
                """);
    }
}
