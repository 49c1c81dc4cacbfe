package cn.tongxing.idp.client.apply;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.ClientKeys;
import cn.tongxing.idp.keys.PublicKeys;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client as an entry of the file, in the types that YAML and JSON have: given to {@link
 * EntryReader} it is the same client. What is empty is left out.
 */
final class EntryWriter {

  private final Map<String, Object> entry = new LinkedHashMap<>();

  private EntryWriter() {}

  /**
   * Writes.
   *
   * @param secrets the labels of those that are good now
   */
  static Map<String, Object> entry(Client client, Collection<String> secrets) {
    var writer = new EntryWriter();
    writer.write(client, secrets);
    return writer.entry;
  }

  private void write(Client client, Collection<String> secrets) {
    entry.put("client_id", client.id().value());
    presentation(client.presentation());
    authentication(client.authentication(), secrets);
    var permissions = client.permissions();
    list(
        "grant_types",
        permissions.grantTypes().stream()
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .sorted()
            .toList());
    addresses(client.addresses());
    list("scopes", permissions.scopes().stream().sorted().toList());
    entry.put("sector", client.tokens().sector());
    entry.put("id_token_signed_response_alg", client.tokens().idTokenAlgorithm().jose());
    var demands = client.demands();
    entry.put("minimum_acr", demands.minimum().toString());
    entry.put("consent_required", demands.consentRequired());
    entry.put("pkce_exempt", demands.pkceExempt());
    entry.put("nonce_exempt", demands.nonceExempt());
    entry.put("enabled", client.enabled());
  }

  private void presentation(Client.Presentation presentation) {
    text("name", presentation.name());
    text("department", presentation.department());
    text("purpose", presentation.purpose());
    address("client_uri", presentation.clientUri());
  }

  private void authentication(Client.Authentication authentication, Collection<String> secrets) {
    entry.put("token_endpoint_auth_method", authentication.method().written());
    list("secrets", secrets.stream().sorted().map(label -> Map.of("label", label)).toList());
    authentication.signing().ifPresent(this::keys);
  }

  private void keys(PrivateKey signing) {
    entry.put("token_endpoint_auth_signing_alg", signing.algorithm().jose());
    ClientKeys keys = signing.keys();
    keys.inline()
        .map(PublicKeys::document)
        .ifPresent(document -> entry.put("jwks", JsonMapper.shared().readTree(document)));
    address("jwks_uri", keys.address());
  }

  private void addresses(Client.Addresses addresses) {
    list("redirect_uris", addresses.redirectUris());
    list("post_logout_redirect_uris", addresses.postLogoutRedirectUris());
    address("backchannel_logout_uri", addresses.backchannelLogoutUri());
  }

  private void text(String name, LocalizedText text) {
    Map<String, String> languages = new LinkedHashMap<>();
    languages.put("zh-CN", text.simplified());
    languages.put("zh-TW", text.traditional());
    languages.put("en", text.english());
    entry.put(name, languages);
  }

  private void list(String name, List<?> values) {
    if (!values.isEmpty()) {
      entry.put(name, values);
    }
  }

  private void address(String name, Optional<URI> address) {
    address.ifPresent(uri -> entry.put(name, uri.toString()));
  }
}
