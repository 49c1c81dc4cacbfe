package cn.tongxing.idp.client.apply;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.ClientApply.Change;
import cn.tongxing.idp.client.ClientApply.FieldChange;
import cn.tongxing.idp.client.ClientApply.LabelledSecret;
import cn.tongxing.idp.client.ClientApply.Registration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    text(fields, "name", client.name());
    text(fields, "department", client.department());
    text(fields, "purpose", client.purpose());
    fields.put("client_uri", shown(client.clientUri().map(URI::toString).stream()));
    fields.put("token_endpoint_auth_method", List.of(lower(client.authentication())));
    fields.put(
        "grant_types", client.grantTypes().stream().map(Difference::lower).sorted().toList());
    fields.put("redirect_uris", shown(client.redirectUris().stream()));
    fields.put("post_logout_redirect_uris", shown(client.postLogoutRedirectUris().stream()));
    fields.put(
        "backchannel_logout_uri", shown(client.backchannelLogoutUri().map(URI::toString).stream()));
    fields.put("scopes", client.scopes().stream().sorted().toList());
    fields.put("sector", List.of(client.sector()));
    fields.put("id_token_signed_response_alg", List.of(client.idTokenAlgorithm().jose()));
    fields.put("pkce_exempt", List.of(String.valueOf(client.pkceExempt())));
    fields.put("consent_required", List.of(String.valueOf(client.consentRequired())));
    fields.put("minimum_acr", List.of(client.minimum().toString()));
    fields.put("enabled", List.of(String.valueOf(client.enabled())));
    return fields;
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

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
