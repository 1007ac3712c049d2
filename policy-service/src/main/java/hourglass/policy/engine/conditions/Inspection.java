package hourglass.policy.engine.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Walks a checked expression: what it reads, and whether it may cost more than a condition should.
///
/// CEL has no loops but its macros, so cost is bounded by the size of the expression, by how deep macros nest, by the
/// runtime's limit of iterations, and by patterns that are the author's and not the requester's.
final class Inspection {
    private static final int MAX_NODES = 250;
    private static final int MAX_NESTED_MACROS = 2;
    private static final Set<String> REFUSED = Set.of("dyn", "type");

    private final CelAbstractSyntaxTree ast;
    private final FactTypes types;
    private final Set<String> calendarsKnown;
    private final Set<String> reads = new TreeSet<>();
    private final Set<String> calendars = new TreeSet<>();
    private final List<String> unanchored = new ArrayList<>();
    private final Deque<String> local = new ArrayDeque<>();
    private int nodes;
    private int nested;
    private @Nullable Problem problem;

    /// What is wrong, and the id of the node where.
    record Problem(long node, String code, String reason) {}

    Inspection(CelAbstractSyntaxTree ast, FactTypes types, Set<String> calendarsKnown) {
        this.ast = ast;
        this.types = types;
        this.calendarsKnown = calendarsKnown;
        walk(ast.getExpr());
    }

    @Nullable
    Problem problem() {
        return problem;
    }

    List<String> reads() {
        return List.copyOf(reads);
    }

    List<String> calendars() {
        return List.copyOf(calendars);
    }

    List<String> unanchored() {
        return List.copyOf(unanchored);
    }

    private void refuse(CelExpr at, String code, String reason) {
        if (problem == null) {
            problem = new Problem(at.id(), code, reason);
        }
    }

    private void walk(CelExpr expr) {
        if (++nodes > MAX_NODES) {
            refuse(expr, "too-costly", "The expression has more than " + MAX_NODES + " parts: split it.");
            return;
        }
        switch (expr.getKind()) {
            case SELECT -> select(expr);
            case IDENT -> ident(expr);
            case CALL -> call(expr);
            case LIST -> expr.list().elements().forEach(this::walk);
            case MAP ->
                expr.map().entries().forEach(entry -> {
                    walk(entry.key());
                    walk(entry.value());
                });
            case STRUCT -> refuse(expr, "struct", "A condition can't make messages: name facts.");
            case COMPREHENSION -> comprehension(expr);
            case CONSTANT, NOT_SET -> {
                // reads nothing
            }
        }
    }

    private void select(CelExpr expr) {
        CelExpr operand = expr.select().operand();
        if (operand.getKind() == CelExpr.ExprKind.Kind.IDENT
                && isVariable(operand.ident().name())) {
            reads.add(operand.ident().name() + "." + expr.select().field());
            nodes++;
        } else {
            walk(operand);
        }
    }

    private void ident(CelExpr expr) {
        String name = expr.ident().name();
        if (!isVariable(name)) {
            return;
        }
        if (ast.getType(expr.id()).map(type -> type.kind() == CelKind.STRUCT).orElse(false)) {
            refuse(expr, "whole", "'" + name + "' as a whole can't be compared: name one of its facts.");
        }
        reads.add(name);
    }

    private boolean isVariable(String name) {
        return types.variables().containsKey(name) && !local.contains(name);
    }

    private void call(CelExpr expr) {
        CelExpr.CelCall call = expr.call();
        String function = call.function();
        if (REFUSED.contains(function)) {
            refuse(expr, "untyped", "'" + function + "' goes round the types of facts.yaml: leave it out.");
        }
        if (function.equals("matches")) {
            pattern(expr, call.args().getLast());
        }
        if (function.equals("during")) {
            calendar(call.args().get(0), call.args().get(1));
        }
        call.target().ifPresent(this::walk);
        call.args().forEach(this::walk);
    }

    private void pattern(CelExpr call, CelExpr pattern) {
        String text = text(pattern);
        if (text == null) {
            refuse(call, "pattern", "A pattern must be written out, not taken from a fact.");
        } else if (!Anchors.both(text)) {
            unanchored.add(text);
        }
    }

    private void calendar(CelExpr moment, CelExpr calendar) {
        String name = text(calendar);
        if (name == null || !calendarsKnown.contains(name)) {
            refuse(
                    calendar,
                    "calendar",
                    name == null
                            ? "The calendar must be written out, not taken from a fact."
                            : "There is no calendar '" + name + "': add it or correct the name.");
        } else if (moment.getKind() == CelExpr.ExprKind.Kind.IDENT
                && moment.ident().name().equals("now")) {
            calendars.add(name);
        }
    }

    private static @Nullable String text(CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? expr.constant().stringValue()
                : null;
    }

    private void comprehension(CelExpr expr) {
        CelExpr.CelComprehension macro = expr.comprehension();
        for (String name : List.of(macro.iterVar(), macro.iterVar2(), macro.accuVar())) {
            if (types.variables().containsKey(name)) {
                refuse(expr, "shadow", "'" + name + "' is a fact already: name the element otherwise.");
            }
        }
        if (++nested > MAX_NESTED_MACROS) {
            refuse(expr, "too-costly", "Macros nest deeper than " + MAX_NESTED_MACROS + ": split the condition.");
        }
        walk(macro.iterRange());
        local.push(macro.iterVar());
        local.push(macro.iterVar2());
        local.push(macro.accuVar());
        walk(macro.accuInit());
        walk(macro.loopCondition());
        walk(macro.loopStep());
        walk(macro.result());
        local.pop();
        local.pop();
        local.pop();
        nested--;
    }
}
