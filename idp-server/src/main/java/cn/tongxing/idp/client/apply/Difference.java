package cn.tongxing.idp.client.apply;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.client.ClientApply.Change;
import cn.tongxing.idp.client.ClientApply.FieldChange;
import cn.tongxing.idp.client.ClientApply.LabelledSecret;
import cn.tongxing.idp.client.ClientApply.Registration;
import cn.tongxing.idp.client.ClientKeys;
import cn.tongxing.idp.keys.PublicKeys;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What would change, field by field, under the names of the file. Shows no hash of a secret. */
final class Difference {

  private Difference() {}

  static Optional<Change> between(
      Optional<Client> before, Map<String, byte[]> storedSecrets, Registration wanted) {
    Map<String, List<String>> old = before.map(Difference::fields).orElse(Map.of());
    Map<String, List<String>> fresh = fields(wanted.client());
    var fields = of(old, fresh);
    secrets(storedSecrets, wanted.secrets()).ifPresent(fields::add);
    if (before.isPresent() && fields.isEmpty()) {
      return Optional.empty();
    }
    var kind = before.isPresent() ? Change.Kind.CHANGED : Change.Kind.ADDED;
    return Optional.of(new Change(kind, wanted.client().id(), fields));
  }

  /** The fields that differ. */
  static List<FieldChange> of(Map<String, List<String>> old, Map<String, List<String>> fresh) {
    var fields = new ArrayList<FieldChange>();
    fresh.forEach((name, values) -> add(fields, name, old.getOrDefault(name, List.of()), values));
    return fields;
  }

  static Change removal(Client client) {
    return new Change(Change.Kind.REMOVED, client.id(), List.of());
  }

  /** Every field but the secrets. */
  static Map<String, List<String>> fields(Client client) {
    var fields = new LinkedHashMap<String, List<String>>();
    var presentation = client.presentation();
    text(fields, "name", presentation.name());
    text(fields, "department", presentation.department());
    text(fields, "purpose", presentation.purpose());
    fields.put("client_uri", shown(presentation.clientUri().map(URI::toString).stream()));
    authentication(fields, client.authentication());
    var permissions = client.permissions();
    fields.put(
        "grant_types", permissions.grantTypes().stream().map(GrantType::written).sorted().toList());
    addresses(fields, client.addresses());
    fields.put("scopes", permissions.scopes().stream().sorted().toList());
    fields.put("sector", List.of(client.tokens().sector()));
    fields.put("id_token_signed_response_alg", List.of(client.tokens().idTokenAlgorithm().jose()));
    var demands = client.demands();
    fields.put("pkce_exempt", List.of(String.valueOf(demands.pkceExempt())));
    fields.put("nonce_exempt", List.of(String.valueOf(demands.nonceExempt())));
    fields.put("consent_required", List.of(String.valueOf(demands.consentRequired())));
    fields.put("minimum_acr", List.of(demands.minimum().toString()));
    fields.put("enabled", List.of(String.valueOf(client.enabled())));
    return fields;
  }

  /** Of keys their thumbprints; those at an address change without anybody registering them. */
  private static void authentication(
      Map<String, List<String>> fields, Client.Authentication authentication) {
    fields.put("token_endpoint_auth_method", List.of(authentication.method().written()));
    var signing = authentication.signing();
    fields.put(
        "token_endpoint_auth_signing_alg",
        signing.map(key -> key.algorithm().jose()).stream().toList());
    var keys = signing.map(PrivateKey::keys);
    fields.put("jwks", keys.flatMap(ClientKeys::inline).map(PublicKeys::names).orElse(List.of()));
    fields.put("jwks_uri", shown(keys.flatMap(ClientKeys::address).map(URI::toString).stream()));
  }

  private static void addresses(Map<String, List<String>> fields, Client.Addresses addresses) {
    fields.put("redirect_uris", shown(addresses.redirectUris().stream()));
    fields.put("post_logout_redirect_uris", shown(addresses.postLogoutRedirectUris().stream()));
    fields.put(
        "backchannel_logout_uri",
        shown(addresses.backchannelLogoutUri().map(URI::toString).stream()));
  }

  private static List<String> shown(Stream<String> addresses) {
    return addresses.map(InternationalHost::shown).toList();
  }

  private static Optional<FieldChange> secrets(
      Map<String, byte[]> stored, List<LabelledSecret> wanted) {
    var added = new ArrayList<String>();
    var labels = wanted.stream().map(LabelledSecret::label).toList();
    for (LabelledSecret secret : wanted) {
      byte[] old = stored.get(secret.label());
      if (old == null) {
        added.add(secret.label() + (secret.hash().isEmpty() ? " (to be generated)" : ""));
      } else if (secret.hash().isPresent() && !Arrays.equals(old, secret.hash().get())) {
        added.add(secret.label() + " (another secret)");
      }
    }
    var removed = stored.keySet().stream().filter(label -> !labels.contains(label)).toList();
    return added.isEmpty() && removed.isEmpty()
        ? Optional.empty()
        : Optional.of(new FieldChange("secrets", removed, added));
  }

  private static void add(
      List<FieldChange> fields, String name, List<String> old, List<String> fresh) {
    if (old.equals(fresh)) {
      return;
    }
    var removed = old.stream().filter(value -> !fresh.contains(value)).toList();
    var added = fresh.stream().filter(value -> !old.contains(value)).toList();
    fields.add(
        removed.isEmpty() && added.isEmpty()
            ? new FieldChange(name, List.of("(order)"), fresh)
            : new FieldChange(name, removed, added));
  }

  private static void text(Map<String, List<String>> fields, String name, LocalizedText text) {
    fields.put(name + ".zh-CN", List.of(text.simplified()));
    fields.put(name + ".zh-TW", List.of(text.traditional()));
    fields.put(name + ".en", List.of(text.english()));
  }
}
