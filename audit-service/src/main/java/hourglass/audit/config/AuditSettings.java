package hourglass.audit.config;

import hourglass.audit.log.NoteSigner;
import hourglass.audit.log.SigningKey;
import hourglass.audit.publishes.AnchorRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The log's name, key and anchor.
///
/// @param origin the log's name, the same for ever, such as `audit.hansepay.example`
/// @param signingKey Ed25519 private key, PKCS#8 PEM
/// @param anchor folder for the newest signed checkpoint, on another disk than the database
/// @param anchorRepository Git repository for the newest signed checkpoint; absent when there is none
/// @param announceEvery least time between two checkpoints on the topic
/// @param gather how long records are gathered for one batch, 10 ms to 5 s
/// @param longestGrant how long a lost record can matter for who had access
/// @param rebuild whether to build the answers anew from the log at this start
@ConfigurationProperties("hourglass.audit")
record AuditSettings(
        String origin,
        Path signingKey,
        Path anchor,
        @Nullable Repository anchorRepository,
        @DefaultValue("1s") Duration announceEvery,
        @DefaultValue("100ms") Duration gather,
        @DefaultValue("31d") Duration longestGrant,
        @DefaultValue("false") boolean rebuild) {
    /// Kafka is asked that often when nothing comes.
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    AuditSettings {
        if (gather.compareTo(SHORTEST) < 0 || gather.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("hourglass.audit.gather is %s; it must be from %d ms to %d ms."
                    .formatted(gather, SHORTEST.toMillis(), LONGEST.toMillis()));
        }
    }

    /// A Git repository.
    ///
    /// @param url any that Git takes, also a path
    /// @param username for a repository that wants one, else absent
    /// @param password or access token, else absent
    /// @param every how often a newer checkpoint is pushed, at least 100 ms
    record Repository(
            String url,
            @DefaultValue("main") String branch,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue("60s") Duration every) {
        Repository {
            if (every.toMillis() < 100) {
                throw new IllegalArgumentException(
                        "hourglass.audit.anchor-repository.every is %s; it must be at least 100 ms.".formatted(every));
            }
        }

        AnchorRepository.Remote remote() {
            return new AnchorRepository.Remote(url, branch, username, password);
        }
    }

    /// Where what is here of the Git repository is kept.
    Path anchorCopy() {
        return anchor.resolve("repository.git");
    }

    NoteSigner signer() {
        try {
            return SigningKey.read(origin, Files.readString(signingKey));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Can't read the log's key %s (hourglass.audit.signing-key). Make one with: openssl genpkey -algorithm ed25519"
                            .formatted(signingKey),
                    e);
        }
    }
}
