package cn.tongxing.idp.testing.identity;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.HolderId;
import cn.tongxing.idp.kernel.SessionId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Relying parties as a test wants them: the registry is another module's. */
public final class RegisteredClients implements Clients, PairwiseSubjects, SectorSessions {

  private final Map<ClientId, Client> registered = new ConcurrentHashMap<>();

  @Override
  public Optional<Client> find(ClientId id) {
    return Optional.ofNullable(registered.get(id));
  }

  @Override
  public String subject(Client client, HolderId holder) {
    return "sub-of-" + holder + "-at-" + client.tokens().sector();
  }

  @Override
  public String sid(Client client, SessionId session) {
    return "sid-of-" + session + "-at-" + client.tokens().sector();
  }

  /** Registers one. */
  public ClientId add(String id, Optional<URI> backchannelLogoutUri) {
    Client client = ClientFixtures.open(id, backchannelLogoutUri);
    registered.put(client.id(), client);
    return client.id();
  }
}
