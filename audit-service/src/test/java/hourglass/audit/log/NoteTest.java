package hourglass.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class NoteTest {
    /// The example of the C2SP signed-note specification.
    private static final String KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    /// The example of Go's note package.
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void verifiesTheSpecificationsExample() {
        assertThat(SignedNote.parse(NOTE).isSignedBy(NoteKey.parse(KEY))).isTrue();
        assertThat(NoteKey.parse(KEY)).hasToString(KEY);
    }

    @Test
    void verifiesTheExampleOfTheGoPackage() {
        assertThat(SignedNote.parse(GO_NOTE).isSignedBy(NoteKey.parse(GO_KEY))).isTrue();
    }

    @Test
    void findsEveryChangedCharacter() {
        NoteKey key = NoteKey.parse(KEY);
        for (int i = 0; i < NOTE.length(); i++) {
            String changed = NOTE.substring(0, i) + (NOTE.charAt(i) == 'A' ? 'B' : 'A') + NOTE.substring(i + 1);
            assertThat(holds(changed, key)).as("character %d", i).isFalse();
        }
    }

    @Test
    void signsWhatItsOwnKeyVerifies() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteKey key = NoteKey.of("audit.hansepay.example", pair.getPublic());
        Checkpoint checkpoint = new Checkpoint("audit.hansepay.example", 7, Hashing.leaf(new byte[0]));
        String note = new NoteSigner(key, pair.getPrivate()).sign(checkpoint.text());
        SignedNote signed = SignedNote.parse(note);
        assertThat(signed.isSignedBy(NoteKey.parse(key.toString()))).isTrue();
        assertThat(Checkpoint.parse(signed.text())).isEqualTo(checkpoint);
        assertThat(signed.isSignedBy(NoteKey.parse(KEY))).isFalse();
    }

    @Test
    void refusesAPrivateKeyOfAnotherPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        NoteKey key = NoteKey.of("log", generator.generateKeyPair().getPublic());
        assertThatThrownBy(() -> new NoteSigner(key, generator.generateKeyPair().getPrivate()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesCheckpointsThatAreNotInTheirForm() {
        String root = Hashing.leaf(new byte[0]).base64();
        for (String text : new String[] {
            "",
            "log\n",
            "log\n07\n" + root + "\n",
            "log\n-1\n" + root + "\n",
            "log\n7\nAAAA\n",
            "log\n7\n" + root,
            "\n7\n" + root + "\n",
            "log\n7\n" + root + "\n\n",
            "log\n99999999999999999999\n" + root + "\n"
        }) {
            assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void refusesANoteThatEndsBeforeItsSignatures() {
        for (String note : new String[] {"log\n\n", "\n\n", "log\n\n\n", "log\n"}) {
            assertThatThrownBy(() -> SignedNote.parse(note)).as(note).isInstanceOf(MalformedException.class);
        }
    }

    private static boolean holds(String note, NoteKey key) {
        try {
            return SignedNote.parse(note).isSignedBy(key);
        } catch (MalformedException e) {
            return false;
        }
    }
}
