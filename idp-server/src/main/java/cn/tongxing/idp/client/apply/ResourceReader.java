package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.client.Resource;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks one resource of the file, and collects everything that is wrong with it. */
final class ResourceReader {

  private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_.:-]{0,63}");

  /** About a person, and released by our own endpoints only. */
  private static final Set<String> OURS =
      Set.of("openid", "profile", "phone", "realname", "email", "address", "offline_access");

  private final ClientsFile.ResourceEntry entry;
  private final Predicate<ClientId> registered;
  private final OfferedAlgorithms algorithms;
  private final RedirectUriRule addresses;
  private final List<String> problems;
  private final Lines.Place place;

  ResourceReader(
      ClientsFile.ResourceEntry entry,
      Predicate<ClientId> registered,
      OfferedAlgorithms algorithms,
      RedirectUriRule addresses,
      List<String> problems,
      Lines.Place place) {
    this.entry = entry;
    this.registered = registered;
    this.algorithms = algorithms;
    this.addresses = addresses;
    this.problems = problems;
    this.place = place;
  }

  /** The resource; empty if there was a problem. */
  Optional<Resource> read() {
    int before = problems.size();
    String uri = entry.resource() == null ? "" : entry.resource();
    if (!Resource.isName(uri)) {
      problem("resource", "must be an https address without fragment");
    } else { // a name that looks like another's is taken for it
      addresses.problem(uri, false).ifPresent(found -> problem("resource", found));
    }
    var server = client("client_id", entry.clientId());
    var clients = new LinkedHashSet<ClientId>();
    orEmpty(entry.clients()).forEach(id -> client("clients", id).ifPresent(clients::add));
    if (orEmpty(entry.clients()).isEmpty()) {
      problem("clients", "needs at least one: without any nothing is allowed");
    }
    var scopes = scopes();
    var algorithm = algorithm();
    var type = type();
    return problems.size() > before || server.isEmpty()
        ? Optional.empty()
        : Optional.of(new Resource(uri, server.get(), scopes, clients, algorithm, type));
  }

  private Optional<ClientId> client(String field, @Nullable String id) {
    var client =
        Optional.ofNullable(id)
            .filter(ClientId::isWellFormed)
            .map(ClientId::new)
            .filter(registered);
    if (client.isEmpty()) {
      problem(field, "no registered client: " + id);
    }
    return client;
  }

  private Set<String> scopes() {
    var scopes = new LinkedHashSet<String>();
    for (String scope : orEmpty(entry.scopes())) {
      if (!SCOPE.matcher(scope).matches() || OURS.contains(scope) || !scopes.add(scope)) {
        problem("scopes", "malformed, about a person, or listed twice: " + scope);
      }
    }
    if (scopes.isEmpty()) {
      problem("scopes", "needs at least one of its own");
    }
    return scopes;
  }

  private SigningAlgorithm algorithm() {
    return algorithms
        .chosen(entry.accessTokenSignedResponseAlg())
        .orElseGet(() -> {
          problem("access_token_signed_response_alg", "must be " + algorithms);
          return algorithms.standard();
        });
  }

  private Resource.TokenType type() {
    return switch (entry.accessTokenType()) {
      case null -> Resource.TokenType.AT_JWT;
      case "at+jwt" -> Resource.TokenType.AT_JWT;
      case "JWT" -> Resource.TokenType.JWT;
      default -> {
        problem("access_token_type", "must be at+jwt or JWT");
        yield Resource.TokenType.AT_JWT;
      }
    };
  }

  private void problem(String field, String what) {
    problems.add(place.of(entry.resource() == null ? "" : entry.resource(), field) + what);
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
