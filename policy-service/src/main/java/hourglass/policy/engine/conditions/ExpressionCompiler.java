package hourglass.policy.engine.conditions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.RegexLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import hourglass.policy.Finding;
import hourglass.policy.engine.documents.ConditionText;
import hourglass.policy.engine.yaml.Place;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Compiles conditions against the facts and calendars of one commit; the same text is compiled once.
public final class ExpressionCompiler {
    /// Steps that the macros of one condition may take; a longer list makes it unknown.
    static final int MAX_ITERATIONS = 20_000;

    private static final int MAX_LENGTH = 1_000;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(32)
            .maxRegexProgramSize(2_000)
            .enableReservedIds(true)
            .build();
    private static final CelFunctionDecl DURING = CelFunctionDecl.newFunctionDeclaration(
            "during",
            CelOverloadDecl.newGlobalOverload(
                    "during_timestamp_string", SimpleType.BOOL, SimpleType.TIMESTAMP, SimpleType.STRING));

    private final FactTypes types;
    private final Set<String> calendars;
    private final CelRuntime runtime;
    private final Scope ofAsk;
    private final Scope ofVote;

    private record Scope(CelCompiler compiler, CelValidator validator, Map<String, Expression> known) {}

    @SuppressWarnings("Immutable") // a calendar's only changing part is a cache
    public ExpressionCompiler(FactTypes types, Map<String, Calendar> calendars) {
        this.types = types;
        this.calendars = Set.copyOf(calendars.keySet());
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .setTypeProvider(types.provider())
                .addFunctionBindings(CelFunctionBinding.fromOverloads(
                        "during",
                        CelFunctionBinding.from(
                                "during_timestamp_string",
                                Instant.class,
                                String.class,
                                (at, name) -> during(calendars, at, name))))
                .build();
        this.ofAsk = scope(false);
        this.ofVote = scope(true);
    }

    /// The facts that its expressions may read.
    public FactTypes types() {
        return types;
    }

    private static boolean during(Map<String, Calendar> calendars, Instant at, String name) {
        Calendar calendar = calendars.get(name);
        if (calendar == null) {
            throw new IllegalArgumentException("There is no calendar " + name);
        }
        return calendar.isOpen(at);
    }

    private Scope scope(boolean ofAVote) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(types.provider())
                .addFunctionDeclarations(DURING)
                .setResultType(SimpleType.BOOL);
        types.variables().forEach((name, type) -> {
            if (ofAVote || !FactTypes.OF_A_VOTE.contains(name)) {
                builder.addVar(name, type);
            }
        });
        CelCompiler compiler = builder.build();
        CelValidator validator = CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
                .addAstValidators(
                        DurationLiteralValidator.INSTANCE,
                        TimestampLiteralValidator.INSTANCE,
                        RegexLiteralValidator.INSTANCE)
                .build();
        return new Scope(compiler, validator, new ConcurrentHashMap<>());
    }

    /// The compiled form of `text`.
    ///
    /// @param ofAVote whether it stands in `where` or `approvers`, and may read the voter's facts
    /// @throws ConditionException when it doesn't parse, isn't a bool, names no fact, or may cost too much
    public Expression compile(ConditionText text, boolean ofAVote) throws ConditionException {
        Scope scope = ofAVote ? ofVote : ofAsk;
        Expression known = scope.known().get(text.expression());
        if (known != null) {
            return known;
        }
        Expression compiled = compile(text, scope);
        scope.known().put(text.expression(), compiled);
        return compiled;
    }

    private Expression compile(ConditionText text, Scope scope) throws ConditionException {
        Place at = text.expressionAt();
        if (text.expression().length() > MAX_LENGTH) {
            throw new ConditionException(finding(at, "too-costly", "Longer than 1,000 characters: split it."));
        }
        CelValidationResult result = scope.compiler().compile(text.expression());
        refuseErrors(result, at);
        try {
            CelAbstractSyntaxTree ast = result.getAst();
            refuseErrors(scope.validator().validate(ast), at);
            Inspection inspection = new Inspection(ast, types, calendars);
            Inspection.Problem problem = inspection.problem();
            if (problem != null) {
                CelSourceLocation where = ast.getSource().getPositionsMap().containsKey(problem.node())
                        ? ast.getSource()
                                .getOffsetLocation(
                                        ast.getSource().getPositionsMap().get(problem.node()))
                                .orElse(CelSourceLocation.of(1, 0))
                        : CelSourceLocation.of(1, 0);
                throw new ConditionException(finding(within(at, where), problem.code(), problem.reason()));
            }
            return new Expression(
                    runtime.createProgram(ast),
                    inspection.reads(),
                    inspection.calendars(),
                    top(ast.getExpr()),
                    inspection.unanchored());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new ConditionException(finding(at, "expression", "Not a condition: " + e.getMessage()));
        }
    }

    private static String top(CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return "";
        }
        return switch (expr.call().function()) {
            case "_&&_" -> "&&";
            case "_||_" -> "||";
            default -> "";
        };
    }

    private static void refuseErrors(CelValidationResult result, Place at) throws ConditionException {
        if (result.hasError()) {
            CelIssue issue = result.getErrors().getFirst();
            String reason = "Not a condition: " + issue.getMessage() + ".";
            throw new ConditionException(finding(within(at, issue.getSourceLocation()), "expression", reason));
        }
    }

    private static Place within(Place at, CelSourceLocation location) {
        return location.getLine() <= 1
                ? new Place(at.file(), at.line(), at.column() + Math.max(0, location.getColumn()))
                : new Place(at.file(), at.line() + location.getLine() - 1, Math.max(1, location.getColumn() + 1));
    }

    private static Finding finding(Place at, String code, String reason) {
        return at.finding("types", code, reason);
    }
}
