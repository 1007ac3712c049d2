package hourglass.local.stack;

/// Everything in the stack that listens on a port.
public enum Member {
    REQUEST_SERVICE("request-service", 8701),
    POLICY_SERVICE("policy-service", 8702),
    GRANT_SERVICE("grant-service", 8703),
    AUDIT_SERVICE("audit-service", 8704),
    IDENTITY("identity", 8705),
    POSTGRES("postgres", 5440),
    STAGING_DB("staging-db", 5441),
    PRODUCTION_DB("production-db", 5442),
    REGISTRY("registry", 8706),
    CONNECT("connect", 8707),
    KAFKA("kafka", 9092),
    KAFKA_CONTROLLER("kafka-controller", 9093);

    private final String partName;
    private final int usualPort;

    Member(String partName, int usualPort) {
        this.partName = partName;
        this.usualPort = usualPort;
    }

    /// What people, log files and `LocalStack.part` call it.
    public String partName() {
        return partName;
    }

    /// Its port unless somebody else has it.
    public int usualPort() {
        return usualPort;
    }
}
