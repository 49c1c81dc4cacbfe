package cn.tongxing.idp.client.store;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.Authentication;
import cn.tongxing.idp.client.Client.Authentication.PrivateKey;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.client.ClientApply.Registration;
import cn.tongxing.idp.client.ClientKeys;
import cn.tongxing.idp.client.ClientKeys.AtAddress;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code client} and {@code client_secret}. */
@Repository
public class ClientRows {

  private static final String COLUMNS =
      """
      c.*, ARRAY(SELECT s.hash FROM client_secret s
                  WHERE s.client_id = c.id ORDER BY s.created_at, s.label) AS hashes,
      k.document, k.fetched_at, k.asked_at, k.outcome
        FROM client c
        LEFT JOIN client_key_set k ON k.client_id = c.id AND k.uri = c.jwks_uri
      """;

  private final JdbcClient jdbc;
  private final KeySetRows keySets;

  ClientRows(JdbcClient jdbc, KeySetRows keySets) {
    this.jdbc = jdbc;
    this.keySets = keySets;
  }

  /** A client, enabled or not. */
  public Optional<Client> find(ClientId id) {
    return jdbc.sql("SELECT " + COLUMNS + " WHERE c.id = :id")
        .param("id", id.value())
        .query((row, number) -> client(row))
        .optional();
  }

  /** The same, and nobody else changes it before the transaction ends. */
  public Optional<Client> findForUpdate(ClientId id) {
    return jdbc.sql("SELECT " + COLUMNS + " WHERE c.id = :id FOR UPDATE OF c")
        .param("id", id.value())
        .query((row, number) -> client(row))
        .optional();
  }

  /** Redirect URIs of all enabled clients without a secret. */
  public List<String> publicRedirectUris() {
    return jdbc.sql(
            """
            SELECT unnest(redirect_uris) FROM client WHERE authentication = 'none' AND enabled
            """)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /** Hashes of a client's secrets by label, oldest first. */
  public Map<String, byte[]> secrets(ClientId id) {
    var secrets = new LinkedHashMap<String, byte[]>();
    jdbc.sql(
            """
            SELECT label, hash FROM client_secret WHERE client_id = :id ORDER BY created_at, label
            """)
        .param("id", id.value())
        .query(
            (RowCallbackHandler) row -> secrets.put(row.getString("label"), row.getBytes("hash")));
    return secrets;
  }

  /** Writes a client and exactly the secrets given; all of these have their hash by now. */
  public void save(Registration registration, Instant now) {
    Client client = registration.client();
    insertOrUpdate(client, now);
    keepKeySet(client);
    var labels = registration.secrets().stream().map(secret -> secret.label()).toList();
    jdbc.sql("DELETE FROM client_secret WHERE client_id = :id AND label <> ALL(:labels)")
        .param("id", client.id().value())
        .param("labels", labels.toArray(String[]::new))
        .update();
    for (var secret : registration.secrets()) {
      jdbc.sql(
              """
              INSERT INTO client_secret (client_id, label, hash, created_at)
              VALUES (:id, :label, :hash, :now)
              ON CONFLICT (client_id, label)
              DO UPDATE SET hash = excluded.hash, created_at = excluded.created_at
               WHERE client_secret.hash <> excluded.hash
              """)
          .param("id", client.id().value())
          .param("label", secret.label())
          .param("hash", secret.hash().orElseThrow())
          .param("now", now.atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  private void keepKeySet(Client client) {
    if (client.authentication() instanceof PrivateKey(_, AtAddress(var uri, var first))) {
      first.ifPresent(read -> keySets.begin(client.id(), uri, read));
    } else {
      keySets.remove(client.id());
    }
  }

  /** Takes a client out of the registry. */
  public void remove(ClientId id) {
    jdbc.sql("DELETE FROM client WHERE id = :id").param("id", id.value()).update();
  }

  private void insertOrUpdate(Client client, Instant now) {
    jdbc.sql(
            """
            INSERT INTO client VALUES (
              :id, :name_zh_cn, :name_zh_tw, :name_en,
              :department_zh_cn, :department_zh_tw, :department_en,
              :purpose_zh_cn, :purpose_zh_tw, :purpose_en,
              :client_uri, :authentication, :assertion_algorithm, :jwks, :jwks_uri,
              :grant_types, :redirect_uris, :post_logout_redirect_uris,
              :backchannel_logout_uri, :scopes, :sector, :id_token_algorithm,
              :pkce_exempt, :nonce_exempt, :consent_required, :minimum_acr, :enabled, :now, :now)
            ON CONFLICT (id) DO UPDATE SET
              name_zh_cn = excluded.name_zh_cn, name_zh_tw = excluded.name_zh_tw,
              name_en = excluded.name_en, department_zh_cn = excluded.department_zh_cn,
              department_zh_tw = excluded.department_zh_tw,
              department_en = excluded.department_en, purpose_zh_cn = excluded.purpose_zh_cn,
              purpose_zh_tw = excluded.purpose_zh_tw, purpose_en = excluded.purpose_en,
              client_uri = excluded.client_uri,
              authentication = excluded.authentication,
              assertion_algorithm = excluded.assertion_algorithm,
              jwks = excluded.jwks, jwks_uri = excluded.jwks_uri,
              grant_types = excluded.grant_types, redirect_uris = excluded.redirect_uris,
              post_logout_redirect_uris = excluded.post_logout_redirect_uris,
              backchannel_logout_uri = excluded.backchannel_logout_uri,
              scopes = excluded.scopes, sector = excluded.sector,
              id_token_algorithm = excluded.id_token_algorithm,
              pkce_exempt = excluded.pkce_exempt, nonce_exempt = excluded.nonce_exempt,
              consent_required = excluded.consent_required,
              minimum_acr = excluded.minimum_acr, enabled = excluded.enabled,
              updated_at = excluded.updated_at
            """)
        .params(parameters(client))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Map<String, Object> parameters(Client client) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("id", client.id().value());
    put(parameters, client.presentation());
    put(parameters, client.authentication());
    put(parameters, client.addresses());
    var permissions = client.permissions();
    parameters.put(
        "grant_types", sorted(permissions.grantTypes().stream().map(GrantType::written)));
    parameters.put("scopes", sorted(permissions.scopes().stream()));
    parameters.put("sector", client.tokens().sector());
    parameters.put("id_token_algorithm", client.tokens().idTokenAlgorithm().name());
    parameters.put("pkce_exempt", client.demands().pkceExempt());
    parameters.put("nonce_exempt", client.demands().nonceExempt());
    parameters.put("consent_required", client.demands().consentRequired());
    parameters.put("minimum_acr", client.demands().minimum().toString());
    parameters.put("enabled", client.enabled());
    return parameters;
  }

  private static void put(Map<String, Object> parameters, Client.Presentation presentation) {
    text(parameters, "name", presentation.name());
    text(parameters, "department", presentation.department());
    text(parameters, "purpose", presentation.purpose());
    parameters.put("client_uri", presentation.clientUri().map(URI::toString).orElse(null));
  }

  private static void put(Map<String, Object> parameters, Authentication authentication) {
    parameters.put("authentication", authentication.method().written());
    var signing = authentication.signing();
    parameters.put("assertion_algorithm", signing.map(key -> key.algorithm().name()).orElse(null));
    var keys = signing.map(PrivateKey::keys);
    parameters.put("jwks", keys.flatMap(ClientKeys::inline).map(PublicKeys::document).orElse(null));
    parameters.put("jwks_uri", keys.flatMap(ClientKeys::address).map(URI::toString).orElse(null));
  }

  private static void put(Map<String, Object> parameters, Client.Addresses addresses) {
    parameters.put("redirect_uris", addresses.redirectUris().toArray(String[]::new));
    parameters.put(
        "post_logout_redirect_uris", addresses.postLogoutRedirectUris().toArray(String[]::new));
    parameters.put(
        "backchannel_logout_uri", addresses.backchannelLogoutUri().map(URI::toString).orElse(null));
  }

  private static void text(Map<String, Object> parameters, String name, LocalizedText text) {
    parameters.put(name + "_zh_cn", text.simplified());
    parameters.put(name + "_zh_tw", text.traditional());
    parameters.put(name + "_en", text.english());
  }

  private static Client client(ResultSet row) throws SQLException {
    return new Client(
        new ClientId(row.getString("id")),
        new Client.Presentation(
            text(row, "name"),
            text(row, "department"),
            text(row, "purpose"),
            address(row, "client_uri")),
        authentication(row),
        new Client.Addresses(
            strings(row, "redirect_uris"),
            strings(row, "post_logout_redirect_uris"),
            address(row, "backchannel_logout_uri")),
        new Client.Permissions(
            set(row, "grant_types", name -> StoredForm.constant(GrantType.class, upper(name))),
            set(row, "scopes", Function.identity())),
        new Client.Tokens(
            row.getString("sector"),
            StoredForm.constant(SigningAlgorithm.class, row.getString("id_token_algorithm"))),
        new Client.Demands(
            row.getBoolean("pkce_exempt"),
            row.getBoolean("nonce_exempt"),
            row.getBoolean("consent_required"),
            Acr.ofStored(row.getString("minimum_acr"))),
        row.getBoolean("enabled"));
  }

  private static Authentication authentication(ResultSet row) throws SQLException {
    var method =
        StoredForm.constant(AuthenticationMethod.class, upper(row.getString("authentication")));
    return switch (method) {
      case NONE -> new Authentication.None();
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          new Authentication.Secret(method, List.of((byte[][]) row.getArray("hashes").getArray()));
      case PRIVATE_KEY_JWT -> StoredKeys.privateKey(row);
    };
  }

  private static Optional<URI> address(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(URI::create);
  }

  private static LocalizedText text(ResultSet row, String name) throws SQLException {
    return new LocalizedText(
        row.getString(name + "_zh_cn"),
        row.getString(name + "_zh_tw"),
        row.getString(name + "_en"));
  }

  private static List<String> strings(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static <T> Set<T> set(ResultSet row, String column, Function<String, T> read)
      throws SQLException {
    return strings(row, column).stream().map(read).collect(Collectors.toUnmodifiableSet());
  }

  private static String[] sorted(Stream<String> values) {
    return values.sorted().toArray(String[]::new);
  }

  private static String upper(String value) {
    return value.toUpperCase(Locale.ROOT);
  }
}
