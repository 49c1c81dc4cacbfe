package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * A client as the engine's messages want to see it. They only pass it along: no decision reads it.
 */
@Component
class EngineClients {

  private final LoadingCache<Client, RegisteredClient> cache =
      Caffeine.newBuilder().weakKeys().build(EngineClients::convert);

  RegisteredClient of(Client client) {
    return cache.get(client);
  }

  static ClientAuthenticationMethod method(Client client) {
    return new ClientAuthenticationMethod(client.authentication().method().written());
  }

  private static RegisteredClient convert(Client client) {
    String id = client.id().value();
    return RegisteredClient.withId(id)
        .clientId(id)
        .clientAuthenticationMethod(method(client))
        .authorizationGrantTypes(types ->
            client
                .permissions()
                .grantTypes()
                .forEach(type -> types.add(new AuthorizationGrantType(type.written()))))
        .redirectUris(uris -> uris.addAll(client.addresses().redirectUris()))
        .build();
  }
}
