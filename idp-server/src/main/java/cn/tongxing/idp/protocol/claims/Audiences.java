package cn.tongxing.idp.protocol.claims;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.Resources;
import cn.tongxing.idp.kernel.Issuer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which audiences a client may have tokens for (RFC 8707). */
@Component
public class Audiences {

  private static final Audience OWN = new Audience.Own();

  private final Resources resources;
  private final Clients clients;
  private final Issuer issuer;

  Audiences(Resources resources, Clients clients, Issuer issuer) {
    this.resources = resources;
    this.clients = clients;
    this.issuer = issuer;
  }

  /** The audience of this name; empty if there is none that the client may have. */
  public Optional<Audience> of(Client client, String uri) {
    if (uri.equals(issuer.toString())) {
      return Optional.of(OWN);
    }
    return resources
        .find(uri)
        .filter(resource -> resource.isFor(client))
        .flatMap(resource ->
            clients
                .find(resource.server())
                .map(server -> new Audience.Registered(resource, server)));
  }

  /**
   * The one audience of a token of a grant (RFC 8707 2.2): the one asked for now, if it was
   * granted; else the only one granted; else our own endpoints.
   *
   * @param asked values of {@code resource} in the token request
   * @return empty if several were asked for, or one that was not granted or is no more
   */
  public Optional<Audience> chosen(Client client, Set<String> granted, List<String> asked) {
    return meant(granted, asked).flatMap(uri -> of(client, uri));
  }

  /** The name of that audience, whether there is one of it or not. */
  public Optional<String> meant(Set<String> granted, List<String> asked) {
    String own = issuer.toString();
    return switch (asked.size()) {
      case 0 -> Optional.of(granted.size() == 1 ? granted.iterator().next() : own);
      case 1 ->
          Optional.of(asked.getFirst()).filter(uri -> uri.equals(own) || granted.contains(uri));
      default -> Optional.empty();
    };
  }

  /** The one audience of a token that a client gets for itself. */
  public Optional<Audience> chosen(Client client, List<String> asked) {
    return switch (asked.size()) {
      case 0 -> Optional.of(OWN);
      case 1 -> of(client, asked.getFirst());
      default -> Optional.empty();
    };
  }
}
