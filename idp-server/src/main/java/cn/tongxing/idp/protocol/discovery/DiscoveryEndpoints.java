package cn.tongxing.idp.protocol.discovery;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.keys.JsonWebKeys;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.ExactPath;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.PublishedPages;
import cn.tongxing.idp.protocol.ReachableLevels;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** Both documents, made once for each state they have and written as they are. */
@Configuration(proxyBeanMethods = false)
class DiscoveryEndpoints {

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  @Bean
  EndpointFilter discoveryFilter(
      Issuer issuer,
      PublishedPages pages,
      ProtocolSettings settings,
      ReachableLevels levels,
      OfferedAlgorithms algorithms,
      JsonMapper json) {
    Map<Acr, PublicDocument> documents = new ConcurrentHashMap<>(); // a way can be switched off
    return ExactPath.of(
        Set.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"),
        METHODS,
        (request, response) ->
            documents
                .computeIfAbsent(
                    levels.most(),
                    most ->
                        PublicDocument.of(
                            json.writeValueAsBytes(
                                metadata(issuer, pages, settings, most, algorithms))))
                .write(request, response));
  }

  private static Map<String, Object> metadata(
      Issuer issuer,
      PublishedPages pages,
      ProtocolSettings settings,
      Acr most,
      OfferedAlgorithms algorithms) {
    var metadata = Metadata.of(issuer, pages.languages(), most, algorithms.names());
    metadata.put("op_policy_uri", pages.privacy().toString());
    metadata.put("op_tos_uri", pages.terms().toString());
    settings
        .documentation()
        .ifPresent(uri -> metadata.put("service_documentation", uri.toString()));
    return metadata;
  }

  /** In front of the request firewall, behind the headers and the check of the host. */
  @Bean
  FilterRegistrationBean<TrailingSlash> trailingSlash(Issuer issuer, BackChannelErrors errors) {
    var registration = new FilterRegistrationBean<>(new TrailingSlash(issuer, errors));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return registration;
  }

  @Bean
  EndpointFilter keySetFilter(JsonWebKeys keys) {
    return keySet(Endpoints.JWKS, keys::document);
  }

  @Bean
  EndpointFilter wholeKeySetFilter(JsonWebKeys keys) {
    return keySet(Endpoints.JWKS_WHOLE, keys::wholeDocument);
  }

  @SuppressWarnings("ReferenceEquality") // JsonWebKeys: the same array until the keys change
  private static EndpointFilter keySet(String path, Supplier<byte[]> document) {
    var current = new AtomicReference<>(PublicDocument.of(document.get()));
    return ExactPath.of(
        Set.of(path),
        METHODS,
        (request, response) -> {
          byte[] bytes = document.get();
          current
              .updateAndGet(known -> known.bytes() == bytes ? known : PublicDocument.of(bytes))
              .write(request, response);
        });
  }
}
