package hourglass.e2e.invariants;

import hourglass.events.Topics;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A lawful history: Alice asks, Bob approves, she has access for a minute. Tests change one thing of it.
final class ALife {
    static final String REQUEST = "r1";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long BEGIN = 1_800_000_000L;
    private static final String BINDING = "{'target':'db','account':'alice','entitlements':['reader']}";
    private static final String POLICY = "{'serial':1,'commit':'c','tree':'t','bundleDigest':'b'}";

    private static final String VOTE = "{'voteId':'v1','person':'bob','yes':true,'stage':'p/lead','digest':'d',"
            + "'session':{'idp':'local','subject':'2'}}";

    private static final String REVIEW =
            "'outcome':'REVIEW','stages':[{'stage':'p/lead','need':1,'have':0,'asked':['bob']}],'votes':[]";

    private static final String ALLOW =
            "'outcome':'ALLOW','stages':[],'votes':[{'voteId':'v1','outcome':'COUNTED'}],'binding':" + BINDING
                    + ",'obligations':[],'startBy':" + micros(190);

    private static final String GRANT = "'grant':{'person':'alice','resource':'pay','role':'reader','binding':"
            + BINDING + ",'digest':'d','decisionId':'d2','policy':" + POLICY + ",'breakGlass':false,'obligations':[]}";

    private final KeyPair policyService = keys();
    private final List<Told> records = new ArrayList<>();

    ALife() {
        tell(Topics.POLICIES, "PolicySetAccepted", "policies", "p1", "", 1, 0, "'policy':" + POLICY);
        tell(
                Topics.DIRECTORY,
                "PersonPublished",
                "alice",
                "n1",
                "",
                1,
                0,
                "'identities':[{'idp':'local','subject':'1'}]");
        tell(
                Topics.DIRECTORY,
                "PersonPublished",
                "bob",
                "n2",
                "",
                1,
                0,
                "'identities':[{'idp':'local','subject':'2'}]");
        tell(Topics.REQUESTS, "AccessRequested", REQUEST, "a1", "", 1, 5, ask(1, "SUBMITTED", 5, ""));
        decide("d1", "a1", 1, "SUBMITTED", 5, REVIEW);
        tell(
                Topics.REQUESTS,
                "ApprovalRecorded",
                REQUEST,
                "a2",
                "",
                2,
                10,
                "'vote':" + VOTE + "," + ask(2, "VOTE", 10, VOTE));
        decide("d2", "a2", 2, "VOTE", 10, ALLOW + ",'allowance':'" + allowance(policyService, "alice") + "'");
        tell(
                Topics.REQUESTS,
                "GrantOrdered",
                REQUEST,
                "o1",
                "d2",
                3,
                11,
                "'digest':'d','decisionId':'d2','person':'alice','resource':'pay','role':'reader',"
                        + "'grantedSeconds':60,'notAfter':null,'startBy':" + micros(190) + ",'allowance':'"
                        + the("AccessDecided", 2).path("allowance").asString("") + "'");
        String times = "'startedAt':" + micros(12) + ",'activatedAt':" + micros(13) + ",'expiresAt':" + micros(73);
        tell(Topics.GRANTS, "GrantStarted", REQUEST, "g1", "o1", 1, 12, GRANT + ",'startBy':" + micros(190));
        tell(Topics.GRANTS, "GrantActivated", REQUEST, "g2", "", 2, 13, GRANT + "," + times);
        tell(Topics.EXPIRIES, "GrantExpired", REQUEST, "x1", "", 1, 73, "'expiresAt':" + micros(73));
        tell(
                Topics.GRANTS,
                "GrantRevoked",
                REQUEST,
                "g3",
                "x1",
                3,
                74,
                GRANT + "," + times + ",'reason':'EXPIRED','dueAt':" + micros(73) + ",'verifiedAt':" + micros(74));
        tell(Topics.HEARTBEATS, "Heartbeat", "grant-service", "h1", "", 1, 200, "'count':0");
    }

    static long micros(long second) {
        return (BEGIN + second) * 1_000_000;
    }

    History history() {
        return new History(records);
    }

    Invariants invariants() {
        return new Invariants(policyService.getPublic(), ALife::again);
    }

    /// Answers as the decisions of this life do.
    private static Again.Answer again(JsonNode ask, JsonNode policy) {
        long number = ask.path("number").asLong();
        return new Again.Answer(
                number == 1 ? "REVIEW" : "ALLOW",
                "result of " + number + " under " + policy.path("bundleDigest").asString(""));
    }

    /// The body of the only record of that type and sequence.
    ObjectNode the(String type, long sequence) {
        return (ObjectNode) records.get(index(type, sequence)).body();
    }

    ALife change(String type, long sequence, Consumer<ObjectNode> change) {
        change.accept(the(type, sequence));
        return this;
    }

    ALife leaveOut(String type, long sequence) {
        records.remove(index(type, sequence));
        return this;
    }

    /// Tells a record once more, changed.
    ALife again(String type, long sequence, Consumer<ObjectNode> change) {
        Told told = records.get(index(type, sequence));
        ObjectNode body = (ObjectNode) told.body().deepCopy();
        change.accept(body);
        records.add(new Told(told.topic(), told.key(), told.type(), told.writer(), body));
        return this;
    }

    /// Puts a record where another one is now.
    ALife before(String type, long sequence, String later, long number) {
        Told moved = records.get(index(later, number));
        records.remove(moved);
        records.add(index(type, sequence), moved);
        return this;
    }

    ALife tell(
            String topic,
            String type,
            String key,
            String eventId,
            String causationId,
            long sequence,
            long second,
            String fields) {
        ObjectNode body =
                (ObjectNode) JSON.readTree(("{'meta':{'eventId':'" + eventId + "','causationId':'" + causationId
                                + "','sequence':" + sequence + ",'occurredAt':" + micros(second) + "}," + fields + "}")
                        .replace('\'', '"'));
        records.add(new Told(topic, key, type, "writer", body));
        return this;
    }

    static String ask(long number, String cause, long second, String votes) {
        return ask(number, cause, "OPEN", second, votes);
    }

    static String ask(long number, String cause, String phase, long second, String votes) {
        return "'ask':{'number':" + number + ",'cause':'" + cause + "','phase':'" + phase + "','askedAt':"
                + micros(second)
                + ",'policyAtLeast':1,'digest':'d','content':{'person':'alice','durationSeconds':60},'votes':[" + votes
                + "]}";
    }

    ALife decide(String eventId, String ask, long number, String cause, long second, String fields) {
        return tell(
                Topics.DECISIONS,
                "AccessDecided",
                REQUEST,
                eventId,
                ask,
                number,
                second,
                "'digest':'d','askCause':'" + cause
                        + "','askedAt':" + micros(second) + ",'policy':" + POLICY
                        + ",'way':'p/usual','breakGlass':false,'maxSeconds':3600,'grantedSeconds':60,"
                        + "'notAfter':null,'resultDigest':'result of "
                        + number + " under b'," + fields);
    }

    /// An allowance for a person, signed by somebody.
    static String allowance(KeyPair signer, String person) {
        String text = base64("{'alg':'ES256'}") + "."
                + base64("{'request':'r1','jti':'d2','digest':'d','person':'" + person
                        + "','resource':'pay','role':'reader','grantedSeconds':60}");
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(signer.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    KeyPair policyService() {
        return policyService;
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private int index(String type, long sequence) {
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).is(type) && records.get(i).sequence() == sequence) {
                return i;
            }
        }
        throw new AssertionError("no " + type + " " + sequence);
    }
}
