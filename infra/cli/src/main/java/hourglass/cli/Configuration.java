package hourglass.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// `config.yaml` in the configuration folder. It has one key, `url`.
final class Configuration {

    private final Path file;

    Configuration(Shell shell) {
        this.file = shell.configuration().resolve("config.yaml");
    }

    /// @throws Failure naming the file, when it says something else
    Optional<String> url() {
        String yaml = PrivateFile.read(file);
        if (yaml.isBlank()) {
            return Optional.empty();
        }
        try {
            Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            if (read instanceof Map<?, ?> keys && keys.size() == 1 && keys.get("url") instanceof String url) {
                return Optional.of(url);
            }
        } catch (YamlEngineException malformed) {
            throw new Failure(Exit.USAGE, file + " is no YAML. Write one line: url: https://access.example", malformed);
        }
        throw Failure.usage(file + " has one key. Write one line: url: https://access.example");
    }

    void url(String url) {
        DumpSettings block =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
        PrivateFile.write(file, new Dump(block).dumpToString(Map.of("url", url)));
    }
}
