package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.ClientKeys;
import cn.tongxing.idp.client.ClientKeys.AtAddress;
import cn.tongxing.idp.client.ClientKeys.Fetched;
import cn.tongxing.idp.client.ClientKeys.Inline;
import cn.tongxing.idp.client.ClientKeys.Outcome;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.PublicKeys.Problem;
import cn.tongxing.idp.keys.PublicKeys.Reading;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keys of an entry (RFC 7591 2; OpenID Connect Dynamic Client Registration 1.0, 2): written
 * there, or at an address that is read at once, so that who registers it hears what is wrong.
 */
final class KeysReader {

  private static final String ALGORITHM = "token_endpoint_auth_signing_alg";
  private static final String METHOD = "token_endpoint_auth_method";

  private final ClientsFile.Entry entry;
  private final EntryReader.Rules rules;
  private final Optional<Client> registered;
  private final Findings findings;

  KeysReader(
      ClientsFile.Entry entry,
      EntryReader.Rules rules,
      Optional<Client> registered,
      Findings findings) {
    this.entry = entry;
    this.rules = rules;
    this.registered = registered;
    this.findings = findings;
  }

  /** How the client signs; empty if it does not, or if there was a problem. */
  Optional<PrivateKey> read(AuthenticationMethod method) {
    if (method != AuthenticationMethod.PRIVATE_KEY_JWT) {
      refuse(ALGORITHM, entry.tokenEndpointAuthSigningAlg());
      refuse("jwks", entry.jwks());
      refuse("jwks_uri", entry.jwksUri());
      return Optional.empty();
    }
    return algorithm()
        .flatMap(algorithm -> keys(algorithm).map(keys -> new PrivateKey(algorithm, keys)));
  }

  private void refuse(String field, @Nullable Object written) {
    if (written != null) {
      findings.problem(field, "goes with " + METHOD + ": private_key_jwt");
    }
  }

  private Optional<SigningAlgorithm> algorithm() {
    String written = entry.tokenEndpointAuthSigningAlg();
    if (written == null) {
      return Optional.of(PublicKeys.ALGORITHMS.getFirst());
    }
    var named = SigningAlgorithm.named(written).filter(PublicKeys.ALGORITHMS::contains);
    if (named.isEmpty()) {
      findings.problem(
          ALGORITHM,
          PublicKeys.ALGORITHMS.stream()
              .map(SigningAlgorithm::jose)
              .collect(Collectors.joining(" or ", "must be ", "")));
    }
    return named;
  }

  private Optional<ClientKeys> keys(SigningAlgorithm algorithm) {
    JsonNode inline = entry.jwks();
    String address = entry.jwksUri();
    if (inline != null && address != null) {
      findings.problem("jwks_uri", "and jwks exclude each other (RFC 7591 2)");
      return Optional.empty();
    }
    if (inline != null) {
      return inline(inline, algorithm);
    }
    if (address != null) {
      return at(address, algorithm);
    }
    findings.problem(METHOD, "private_key_jwt needs jwks or jwks_uri");
    return Optional.empty();
  }

  private Optional<ClientKeys> inline(JsonNode written, SigningAlgorithm algorithm) {
    return switch (PublicKeys.read(written.toString(), algorithm)) {
      case Reading.Unreadable(String why) -> {
        findings.problem("jwks", why);
        yield Optional.empty();
      }
      case Reading.Read(PublicKeys keys, List<Problem> problems) -> {
        problems.forEach(
            problem -> findings.problem("jwks", "/keys/" + problem.index(), said(problem)));
        if (problems.isEmpty() && keys.isEmpty()) {
          findings.problem("jwks", "holds no key");
        }
        yield Optional.of(new Inline(keys));
      }
    };
  }

  /** Read only if it is new: a file with many clients does not depend on all their servers. */
  private Optional<ClientKeys> at(String written, SigningAlgorithm algorithm) {
    var problem =
        rules
            .addresses()
            .problem(written, false)
            .or(() -> rules.destinations().refusal(URI.create(written)));
    if (problem.isPresent()) {
      findings.problem("jwks_uri", written + " " + problem.get());
      return Optional.empty();
    }
    URI uri = URI.create(written);
    return isRegistered(uri, algorithm)
        ? Optional.of(new AtAddress(uri, Optional.empty()))
        : first(uri, algorithm);
  }

  private boolean isRegistered(URI uri, SigningAlgorithm algorithm) {
    return registered
        .map(Client::authentication)
        .flatMap(Authentication::signing)
        .filter(signing -> signing.algorithm() == algorithm)
        .flatMap(signing -> signing.keys().address())
        .filter(uri::equals)
        .isPresent();
  }

  /** Keys for something else may stand there too; what is grave is refused. */
  private Optional<ClientKeys> first(URI uri, SigningAlgorithm algorithm) {
    return switch (rules.keySets().read(uri, algorithm)) {
      case Reading.Unreadable(String why) -> {
        findings.problem("jwks_uri", uri + " " + why);
        yield Optional.empty();
      }
      case Reading.Read(PublicKeys keys, List<Problem> problems) -> {
        problems.stream()
            .filter(problem -> problem.grave() || keys.isEmpty())
            .forEach(problem -> findings.problem("jwks_uri", uri + " " + said(problem)));
        if (problems.isEmpty() && keys.isEmpty()) {
          findings.problem("jwks_uri", uri + " holds no key");
        }
        var now = rules.clock().instant();
        yield Optional.of(
            new AtAddress(uri, Optional.of(new Fetched(keys, now, now, Outcome.READ))));
      }
    };
  }

  private static String said(Problem problem) {
    return "key " + (problem.index() + 1) + " " + problem.what();
  }
}
