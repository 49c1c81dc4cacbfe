package cn.tongxing.idp.client.apply;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The file as written. Names are those of RFC 7591 where it has one; anything not named here is
 * refused.
 */
record ClientsFile(
    @Nullable List<@Nullable Entry> clients,
    @Nullable List<String> remove,
    @Nullable List<@Nullable ResourceEntry> resources,
    @Nullable List<String> removeResources) {

  /** {@code client_id} is the resource server's own. */
  record ResourceEntry(
      @Nullable String resource,
      @Nullable String clientId,
      @Nullable List<String> scopes,
      @Nullable List<String> clients,
      @Nullable String accessTokenSignedResponseAlg,
      @Nullable String accessTokenType) {}

  record Entry(
      @Nullable String clientId,
      @Nullable Text name,
      @Nullable Text department,
      @Nullable Text purpose,
      @Nullable String clientUri,
      @Nullable String tokenEndpointAuthMethod,
      @Nullable List<Secret> secrets,
      @Nullable String tokenEndpointAuthSigningAlg,
      @Nullable JsonNode jwks,
      @Nullable String jwksUri,
      @Nullable List<String> grantTypes,
      @Nullable List<String> redirectUris,
      @Nullable List<String> postLogoutRedirectUris,
      @Nullable String backchannelLogoutUri,
      @Nullable List<String> scopes,
      @Nullable String sector,
      @Nullable String idTokenSignedResponseAlg,
      @Nullable Boolean pkceExempt,
      @Nullable Boolean nonceExempt,
      @Nullable Boolean consentRequired,
      @Nullable String minimumAcr,
      @Nullable Boolean enabled) {}

  /** Keys {@code zh-CN}, {@code zh-TW}, {@code en}. */
  record Text(
      @com.fasterxml.jackson.annotation.JsonProperty("zh-CN") @Nullable String simplified,
      @com.fasterxml.jackson.annotation.JsonProperty("zh-TW") @Nullable String traditional,
      @com.fasterxml.jackson.annotation.JsonProperty("en") @Nullable String english) {}

  /** Without a file, the secret is generated at the first time and shown once. */
  record Secret(@Nullable String label, @Nullable String secretFile) {}
}
