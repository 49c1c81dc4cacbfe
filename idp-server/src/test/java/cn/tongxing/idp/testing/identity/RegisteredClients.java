package cn.tongxing.idp.testing.identity;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Relying parties as a test wants them: the registry is another module's. */
public final class RegisteredClients implements Clients, PairwiseSubjects, SectorSessions {

  private final Map<ClientId, Client> registered = new ConcurrentHashMap<>();

  @Override
  public Optional<Client> find(ClientId id) {
    return Optional.ofNullable(registered.get(id));
  }

  @Override
  public String subject(Client client, PersonId person) {
    return "sub-of-" + person + "-at-" + client.sector();
  }

  @Override
  public String sid(Client client, SessionId session) {
    return "sid-of-" + session + "-at-" + client.sector();
  }

  /** Registers one. */
  public ClientId add(String id, Optional<URI> backchannelLogoutUri) {
    LocalizedText text = new LocalizedText("应用", "應用", "Application");
    Client client =
        new Client(
            new ClientId(id),
            text,
            text,
            text,
            Optional.empty(),
            Client.AuthenticationMethod.NONE,
            List.of(),
            Set.of(Client.GrantType.AUTHORIZATION_CODE),
            List.of("https://app.example/callback"),
            List.of(),
            backchannelLogoutUri,
            Set.of("openid"),
            "app.example",
            SigningAlgorithm.ES256,
            false,
            true,
            Acr.LEAST,
            true);
    registered.put(client.id(), client);
    return client.id();
  }
}
