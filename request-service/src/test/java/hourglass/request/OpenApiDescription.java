package hourglass.request;

import hourglass.web.SignedIn;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/// What the controllers can't say of themselves: who may call, and that every failure is a problem detail.
@Configuration(proxyBeanMethods = false)
class OpenApiDescription {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(SignedIn.class, JwtAuthenticationToken.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Hourglass request-service")
                        .version("v1")
                        .description("Ask for access, vote on it, end it. Every failure is a problem detail (RFC 9457)"
                                + " whose type is a page of this service.")
                        .license(new License()
                                .name("Apache-2.0")
                                .url("https://www.apache.org/licenses/LICENSE-2.0.txt")))
                .addSecurityItem(new SecurityRequirement().addList("accessToken"))
                .components(new Components()
                        .addSecuritySchemes(
                                "accessToken",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("RFC 9068, audience hourglass"))
                        .addSchemas("Problem", problem()));
    }

    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            api.setServers(List.of());
            api.getPaths().keySet().removeIf(path -> path.equals("/error"));
            api.getPaths()
                    .forEach((path, item) -> item.readOperations().forEach(operation -> {
                        addProblem(operation);
                        // Required all the same: without it the answer is a problem of its own, not one of the
                        // framework's.
                        if (operation.getParameters() != null) {
                            operation.getParameters().stream()
                                    .filter(parameter -> "Idempotency-Key".equals(parameter.getName()))
                                    .forEach(parameter -> parameter.setRequired(true));
                        }
                        if (!path.startsWith("/v1/")) {
                            operation.setSecurity(List.of());
                        }
                    }));
        };
    }

    private static void addProblem(Operation operation) {
        operation.setTags(List.of());
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("It was not done, and why.")
                                .content(new Content()
                                        .addMediaType(
                                                "application/problem+json",
                                                new MediaType()
                                                        .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .addProperty("type", new StringSchema().example("/problems/own-request"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("traceId", new StringSchema());
    }
}
