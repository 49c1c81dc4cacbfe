package cn.tongxing.idp.client.apply;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.client.ClientApply.Registration;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.keyset.ReadAddress;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.LostLetters;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.outbound.Destinations;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks one entry of the file, and collects everything that is wrong with it. */
final class EntryReader {

  private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_.:-]{0,63}");
  private static final Pattern SECTOR = Pattern.compile("[a-z0-9][a-z0-9.-]{1,99}");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST_TEXT = 200;

  private final ClientsFile.Entry entry;
  private final Path folder;
  private final Rules rules;
  private final Optional<Client> registered;
  private final Findings findings;

  /**
   * Begins to read.
   *
   * @param folder of the file: secrets lie in files beside it
   * @param registered the client as it is now
   */
  EntryReader(
      ClientsFile.Entry entry,
      Path folder,
      Rules rules,
      Optional<Client> registered,
      Findings findings) {
    this.entry = entry;
    this.folder = folder;
    this.rules = rules;
    this.registered = registered;
    this.findings = findings;
  }

  /** What entries are read by. */
  record Rules(
      ClientSecrets hashes,
      RedirectUriRule addresses,
      Destinations destinations,
      OfferedAlgorithms algorithms,
      ReadAddress keySets,
      InstantSource clock) {}

  /** The registration; empty if there was a problem. */
  Optional<Registration> read() {
    int before = findings.problems();
    var method = method();
    boolean isPublic = method == AuthenticationMethod.NONE;
    var addresses = addresses(isPublic);
    var presentation = presentation(addresses);
    var permissions = new Client.Permissions(grants(), scopes());
    var secrets = new SecretsReader(entry, folder, rules.hashes(), findings).read(method);
    var keys = new KeysReader(entry, rules, registered, findings).read(method);
    consistent(isPublic, permissions, addresses);
    String id = id();
    var tokens = new Client.Tokens(sector(), algorithm());
    var demands =
        new Client.Demands(
            isTrue(entry.pkceExempt(), false),
            isTrue(entry.nonceExempt(), false),
            isTrue(entry.consentRequired(), true),
            minimum());
    if (findings.problems() > before) {
      return Optional.empty();
    }
    var client =
        new Client(
            new ClientId(id),
            presentation,
            keys.<Client.Authentication>map(key -> key)
                .orElseGet(() -> SecretsReader.authentication(method, secrets)),
            addresses,
            permissions,
            tokens,
            demands,
            isTrue(entry.enabled(), true));
    return Optional.of(new Registration(client, secrets));
  }

  private Client.Addresses addresses(boolean isPublic) {
    return new Client.Addresses(
        addresses("redirect_uris", entry.redirectUris(), isPublic),
        addresses("post_logout_redirect_uris", entry.postLogoutRedirectUris(), false),
        backchannel());
  }

  private Client.Presentation presentation(Client.Addresses addresses) {
    return new Client.Presentation(
        text("name", entry.name()),
        text("department", entry.department()),
        text("purpose", entry.purpose()),
        home(addresses));
  }

  private String id() {
    String id = orBlank(entry.clientId());
    if (!ClientId.isWellFormed(id)) {
      findings.problem("client_id", "must be 3 to 64 letters, digits, dots, underscores, hyphens");
    }
    return id;
  }

  private String sector() {
    String sector = orBlank(entry.sector());
    if (!SECTOR.matcher(sector).matches()) {
      findings.problem("sector", "is required: one name for each department, in lower case");
    }
    return sector;
  }

  private void consistent(
      boolean isPublic, Client.Permissions permissions, Client.Addresses addresses) {
    var grants = permissions.grantTypes();
    if (isPublic && isTrue(entry.pkceExempt(), false)) {
      findings.problem("pkce_exempt", "a public client always uses PKCE");
    }
    if (isTrue(entry.nonceExempt(), false) && !isTrue(entry.pkceExempt(), false)) {
      findings.problem("nonce_exempt", "goes with pkce_exempt: nobody else has to send a nonce");
    }
    if (isPublic && grants.contains(GrantType.CLIENT_CREDENTIALS)) {
      findings.problem("grant_types", "client_credentials needs a client that can authenticate");
    }
    if (grants.contains(GrantType.REFRESH_TOKEN)
        && !grants.contains(GrantType.AUTHORIZATION_CODE)) {
      findings.problem("grant_types", "refresh_token goes with authorization_code");
    }
    if (grants.contains(GrantType.AUTHORIZATION_CODE)) {
      if (addresses.redirectUris().isEmpty()) {
        findings.problem("redirect_uris", "authorization_code needs at least one");
      }
      if (!permissions.scopes().contains("openid")) {
        findings.problem("scopes", "authorization_code needs openid");
      }
    }
  }

  private LocalizedText text(String field, ClientsFile.@Nullable Text text) {
    String simplified = text == null ? "" : orBlank(text.simplified());
    String traditional = text == null ? "" : orBlank(text.traditional());
    String english = text == null ? "" : orBlank(text.english());
    if (simplified.isBlank() || traditional.isBlank() || english.isBlank()) {
      findings.problem(field, "is required in zh-CN, zh-TW and en");
      return new LocalizedText("-", "-", "-");
    }
    if (!isShowable(simplified) || !isShowable(traditional) || !isShowable(english)) {
      findings.problem(field, "at most 200 characters, none of them invisible");
    }
    if (LostLetters.areIn(simplified + traditional + english)) {
      findings.problem(field, "has U+FFFD: letters were lost before it was written here");
    }
    return new LocalizedText(simplified, traditional, english);
  }

  /** People read it on the page where they agree: nothing in it may hide or turn the rest. */
  private static boolean isShowable(String text) {
    return text.length() <= LONGEST_TEXT && !INVISIBLE.matcher(text).find();
  }

  private AuthenticationMethod method() {
    String written = entry.tokenEndpointAuthMethod();
    if (written == null) {
      return AuthenticationMethod.CLIENT_SECRET_BASIC;
    }
    return constant(AuthenticationMethod.values(), written)
        .orElseGet(() -> {
          findings.problem(
              "token_endpoint_auth_method",
              "must be client_secret_basic, client_secret_post, private_key_jwt or none");
          return AuthenticationMethod.CLIENT_SECRET_BASIC;
        });
  }

  private Set<GrantType> grants() {
    var grants = EnumSet.noneOf(GrantType.class);
    for (String written : orEmpty(entry.grantTypes())) {
      constant(GrantType.values(), written)
          .ifPresentOrElse(
              grants::add, () -> findings.problem("grant_types", "unknown: " + written));
    }
    if (grants.isEmpty()) {
      findings.problem("grant_types", "needs at least one: without any nothing is allowed");
    }
    return grants;
  }

  private List<String> addresses(
      String field, @Nullable List<String> written, boolean nativeApplication) {
    var addresses = new ArrayList<String>();
    for (String address : orEmpty(written)) {
      rules
          .addresses()
          .problem(address, nativeApplication)
          .ifPresent(problem -> findings.problem(field, address + ": " + problem));
      if (addresses.contains(address)) {
        findings.problem(field, address + " is listed twice");
      }
      addresses.add(address);
    }
    return addresses;
  }

  private Optional<URI> home(Client.Addresses addresses) {
    String written = entry.clientUri();
    if (written == null) {
      if (!addresses.redirectUris().isEmpty()) {
        findings.warning(
            "client_uri",
            "is missing; where a sign-in or a sign-out goes no further, the"
                + " page has no button that leads back to the application");
      }
      return Optional.empty();
    }
    var own =
        Stream.concat(
                addresses.redirectUris().stream(), addresses.postLogoutRedirectUris().stream())
            .toList();
    var problem = rules.addresses().homeProblem(written, own);
    problem.ifPresent(what -> findings.problem("client_uri", written + ": " + what));
    return problem.isPresent() ? Optional.empty() : Optional.of(URI.create(written));
  }

  private Optional<URI> backchannel() {
    String written = entry.backchannelLogoutUri();
    if (written == null) {
      return Optional.empty();
    }
    var problem =
        rules
            .addresses()
            .problem(written, false)
            .or(() -> rules.destinations().refusal(URI.create(written)));
    problem.ifPresent(what -> findings.problem("backchannel_logout_uri", written + ": " + what));
    return problem.isPresent() ? Optional.empty() : Optional.of(URI.create(written));
  }

  private Set<String> scopes() {
    var scopes = new LinkedHashSet<String>();
    for (String scope : orEmpty(entry.scopes())) {
      if (!SCOPE.matcher(scope).matches() || !scopes.add(scope)) {
        findings.problem("scopes", "malformed or listed twice: " + scope);
      }
    }
    return scopes;
  }

  private SigningAlgorithm algorithm() {
    // Registration 2 says RS256 for whoever registers without a word; here an operator writes
    return rules
        .algorithms()
        .chosen(entry.idTokenSignedResponseAlg())
        .orElseGet(() -> {
          findings.problem("id_token_signed_response_alg", "must be " + rules.algorithms());
          return rules.algorithms().standard();
        });
  }

  private Acr minimum() {
    String written = entry.minimumAcr();
    if (written == null) {
      return Acr.LEAST;
    }
    return Acr.parse(written)
        .orElseGet(() -> {
          findings.problem("minimum_acr", "must be of the form urn:tongxing:acr:p3:a2");
          return Acr.LEAST;
        });
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] values, String written) {
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(written)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static String orBlank(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean isTrue(@Nullable Boolean written, boolean otherwise) {
    return written == null ? otherwise : written;
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
