package cn.tongxing.idp.client.apply;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.client.ClientApply.LabelledSecret;
import cn.tongxing.idp.client.ClientApply.Registration;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.outbound.Destinations;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
  private static final int LONGEST_TEXT = 200;

  /** What form-urlencoding changes. */
  private static final Pattern NEEDS_ENCODING = Pattern.compile("[^A-Za-z0-9._*-]");

  private final ClientsFile.Entry entry;
  private final Path folder;
  private final ClientSecrets hashes;
  private final RedirectUriRule rule;
  private final Destinations destinations;
  private final OfferedAlgorithms algorithms;
  private final String place;
  private final List<String> problems;
  private final List<String> warnings = new ArrayList<>();

  EntryReader(
      ClientsFile.Entry entry,
      Path folder,
      ClientSecrets hashes,
      RedirectUriRule rule,
      Destinations destinations,
      OfferedAlgorithms algorithms,
      List<String> problems,
      int at) {
    this.entry = entry;
    this.folder = folder;
    this.hashes = hashes;
    this.rule = rule;
    this.destinations = destinations;
    this.algorithms = algorithms;
    this.problems = problems;
    this.place = entry.clientId() == null ? "clients[" + at + "]" : entry.clientId();
  }

  private record Words(LocalizedText name, LocalizedText department, LocalizedText purpose) {}

  /** The registration; empty if there was a problem. */
  Optional<Registration> read() {
    int before = problems.size();
    var words = words();
    var method = method();
    var grants = grants();
    boolean isPublic = method == AuthenticationMethod.NONE;
    var redirects = addresses("redirect_uris", entry.redirectUris(), isPublic);
    var afterLogout = addresses("post_logout_redirect_uris", entry.postLogoutRedirectUris(), false);
    var home = home(redirects, afterLogout);
    var logout = backchannel();
    var scopes = scopes();
    var secrets = secrets(isPublic);
    consistent(isPublic, grants, redirects, scopes);
    String id = id();
    String sector = sector();
    var algorithm = algorithm();
    var minimum = minimum();
    if (problems.size() > before) {
      return Optional.empty();
    }
    var client =
        new Client(
            new ClientId(id),
            words.name(),
            words.department(),
            words.purpose(),
            home,
            method,
            secrets.stream().flatMap(secret -> secret.hash().stream()).toList(),
            grants,
            redirects,
            afterLogout,
            logout,
            scopes,
            sector,
            algorithm,
            isTrue(entry.pkceExempt(), false),
            isTrue(entry.consentRequired(), true),
            minimum,
            isTrue(entry.enabled(), true));
    return Optional.of(new Registration(client, secrets));
  }

  private Words words() {
    return new Words(
        text("name", entry.name()),
        text("department", entry.department()),
        text("purpose", entry.purpose()));
  }

  /** What is allowed, and better looked at; after {@link #read}. */
  List<String> warnings() {
    return warnings;
  }

  private String id() {
    String id = orBlank(entry.clientId());
    if (!ClientId.isWellFormed(id)) {
      problem("client_id", "must be 3 to 64 letters, digits, dots, underscores, hyphens");
    }
    return id;
  }

  private String sector() {
    String sector = orBlank(entry.sector());
    if (!SECTOR.matcher(sector).matches()) {
      problem("sector", "is required: one name for each department, in lower case");
    }
    return sector;
  }

  private void consistent(
      boolean isPublic, Set<GrantType> grants, List<String> redirects, Set<String> scopes) {
    if (isPublic && isTrue(entry.pkceExempt(), false)) {
      problem("pkce_exempt", "a public client always uses PKCE");
    }
    if (isPublic && grants.contains(GrantType.CLIENT_CREDENTIALS)) {
      problem("grant_types", "client_credentials needs a client that can authenticate");
    }
    if (grants.contains(GrantType.REFRESH_TOKEN)
        && !grants.contains(GrantType.AUTHORIZATION_CODE)) {
      problem("grant_types", "refresh_token goes with authorization_code");
    }
    if (grants.contains(GrantType.AUTHORIZATION_CODE)) {
      if (redirects.isEmpty()) {
        problem("redirect_uris", "authorization_code needs at least one");
      }
      if (!scopes.contains("openid")) {
        problem("scopes", "authorization_code needs openid");
      }
    }
  }

  private LocalizedText text(String field, ClientsFile.@Nullable Text text) {
    String simplified = text == null ? "" : orBlank(text.simplified());
    String traditional = text == null ? "" : orBlank(text.traditional());
    String english = text == null ? "" : orBlank(text.english());
    if (simplified.isBlank() || traditional.isBlank() || english.isBlank()) {
      problem(field, "is required in zh-CN, zh-TW and en");
      return new LocalizedText("-", "-", "-");
    }
    if (!isShowable(simplified) || !isShowable(traditional) || !isShowable(english)) {
      problem(field, "at most 200 characters, none of them invisible");
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
          problem(
              "token_endpoint_auth_method",
              "must be client_secret_basic, client_secret_post or none");
          return AuthenticationMethod.CLIENT_SECRET_BASIC;
        });
  }

  private Set<GrantType> grants() {
    var grants = EnumSet.noneOf(GrantType.class);
    for (String written : orEmpty(entry.grantTypes())) {
      constant(GrantType.values(), written)
          .ifPresentOrElse(grants::add, () -> problem("grant_types", "unknown: " + written));
    }
    if (grants.isEmpty()) {
      problem("grant_types", "needs at least one: an empty list allows nothing");
    }
    return grants;
  }

  private List<String> addresses(
      String field, @Nullable List<String> written, boolean nativeApplication) {
    var addresses = new ArrayList<String>();
    for (String address : orEmpty(written)) {
      rule.problem(address, nativeApplication)
          .ifPresent(problem -> problem(field, address + " " + problem));
      if (addresses.contains(address)) {
        problem(field, address + " is listed twice");
      }
      addresses.add(address);
    }
    return addresses;
  }

  private Optional<URI> home(List<String> redirects, List<String> afterLogout) {
    String written = entry.clientUri();
    if (written == null) {
      if (!redirects.isEmpty()) {
        warnings.add(
            place
                + ": client_uri: is missing; where a sign-in or a sign-out goes no further, the"
                + " page has no button that leads back to the application");
      }
      return Optional.empty();
    }
    var registered = Stream.concat(redirects.stream(), afterLogout.stream()).toList();
    var problem = rule.homeProblem(written, registered);
    problem.ifPresent(what -> problem("client_uri", written + " " + what));
    return problem.isPresent() ? Optional.empty() : Optional.of(URI.create(written));
  }

  private Optional<URI> backchannel() {
    String written = entry.backchannelLogoutUri();
    if (written == null) {
      return Optional.empty();
    }
    var problem = rule.problem(written, false).or(() -> destinations.refusal(URI.create(written)));
    problem.ifPresent(what -> problem("backchannel_logout_uri", written + " " + what));
    return problem.isPresent() ? Optional.empty() : Optional.of(URI.create(written));
  }

  private Set<String> scopes() {
    var scopes = new LinkedHashSet<String>();
    for (String scope : orEmpty(entry.scopes())) {
      if (!SCOPE.matcher(scope).matches() || !scopes.add(scope)) {
        problem("scopes", "malformed or listed twice: " + scope);
      }
    }
    return scopes;
  }

  private List<LabelledSecret> secrets(boolean isPublic) {
    var written = orEmpty(entry.secrets());
    if (isPublic ? !written.isEmpty() : written.isEmpty() || written.size() > 2) {
      problem("secrets", isPublic ? "a public client has none" : "one, or two during a change");
    }
    var labels = new LinkedHashSet<String>();
    var secrets = new ArrayList<LabelledSecret>();
    for (ClientsFile.Secret secret : written) {
      String label = secret.label();
      if (label == null || !LABEL.matcher(label).matches() || !labels.add(label)) {
        problem("secrets", "each needs a label of its own, such as 2026-11");
        continue;
      }
      secrets.add(new LabelledSecret(label, fromFile(secret.secretFile())));
    }
    return secrets;
  }

  private Optional<byte[]> fromFile(@Nullable String file) {
    String id = orBlank(entry.clientId());
    if (file == null || !ClientId.isWellFormed(id)) {
      return Optional.empty();
    }
    try {
      String secret = Files.readString(beside(file)).strip();
      if (!secret.chars().allMatch(c -> c > 32 && c < 127)) {
        problem("secrets", file + " must hold printable ASCII characters only");
      } else if (SecretStrength.bits(secret) < SecretStrength.LEAST_BITS) {
        problem(
            "secrets",
            file
                + " can be guessed: 24 random bytes or more are best, such as openssl rand"
                + " -base64 24 writes; or leave secret_file out and one is generated");
      } else if (NEEDS_ENCODING.matcher(secret).find()) {
        warnings.add(
            place
                + ": secrets: "
                + file
                + " holds characters that must be form-urlencoded before they are sent (RFC 6749"
                + " 2.3.1); many libraries forget it");
      }
      return Optional.of(hashes.hash(new ClientId(id), secret));
    } catch (IOException | InvalidPathException unreadable) {
      problem("secrets", file + " cannot be read; it lies beside the clients file, or below");
      return Optional.empty();
    }
  }

  /** Whoever writes an entry must not have other files of the machine read, linked ones neither. */
  private Path beside(String file) throws IOException {
    Path real = folder.resolve(file).toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new IOException("outside of the folder");
    }
    return real;
  }

  private SigningAlgorithm algorithm() {
    // Registration 2 says RS256 for whoever registers without a word; here an operator writes
    return algorithms
        .chosen(entry.idTokenSignedResponseAlg())
        .orElseGet(() -> {
          problem("id_token_signed_response_alg", "must be " + algorithms);
          return algorithms.standard();
        });
  }

  private Acr minimum() {
    String written = entry.minimumAcr();
    if (written == null) {
      return Acr.LEAST;
    }
    return Acr.parse(written)
        .orElseGet(() -> {
          problem("minimum_acr", "must be of the form urn:tongxing:acr:p3:a2");
          return Acr.LEAST;
        });
  }

  private void problem(String field, String what) {
    problems.add(place + ": " + field + ": " + what);
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
