package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fact that conditions may read.
///
/// @param type the variable's type it belongs to, such as `Person`
/// @param source such as `directory`
/// @param cel its CEL type, without the `?`
/// @param optional whether it may be absent
/// @param least smallest value, as text; null: none
/// @param most largest value, as text; null: none
/// @param oneOf the values it can have; empty: any
/// @param sensitive hidden from readers who may not see it
public record Fact(
        String type,
        String name,
        String source,
        String cel,
        boolean optional,
        @Nullable String least,
        @Nullable String most,
        List<String> oneOf,
        boolean sensitive,
        Place at) {}
