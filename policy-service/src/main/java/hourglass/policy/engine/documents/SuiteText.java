package hourglass.policy.engine.documents;

import hourglass.policy.engine.yaml.Node;

/// A suite as written; what its cases say is the workbench's to read.
public record SuiteText(Head head, Node.Mapping body) {}
