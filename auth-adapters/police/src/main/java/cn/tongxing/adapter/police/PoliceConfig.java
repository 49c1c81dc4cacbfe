package cn.tongxing.adapter.police;

import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Settings under {@code idp.adapters.police}.
 *
 * @param nciic the register's name and number check
 * @param networkIdentity the national network identity; left out, the way is not offered
 */
public record PoliceConfig(Nciic nciic, Optional<NetworkIdentity> networkIdentity) {

  private static final String PREFIX = "idp.adapters.police.";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  /**
   * The register's check.
   *
   * @param endpoint address of the service
   * @param licence text of the licence file, issued per customer and server address
   * @param customerCode SBM, who we are to the service: the organisation's name as on the licence
   * @param region FSD, where the check is asked for: six digits of GB/T 2260
   * @param business YWLX, what it is asked for
   * @param namespace of the operation's element
   * @param noRecordText what a problem report contains that means that the register has no such
   *     number; the default is the text seen in public integrations
   * @param notUsableText what one contains that means that the number was cancelled
   */
  public record Nciic(
      URI endpoint,
      Secret licence,
      String customerCode,
      String region,
      String business,
      Optional<String> namespace,
      Optional<String> noRecordText,
      Optional<String> notUsableText) {
    public Nciic {
      requireAddress("nciic.endpoint", endpoint);
      require("nciic.customer-code", !customerCode.isBlank(), "must not be blank");
      require("nciic.region", region.matches("\\d{6}"), "must be six digits of GB/T 2260");
      require("nciic.business", !business.isBlank(), "must not be blank");
      require("nciic.namespace", notBlank(namespace), "must not be blank");
      require("nciic.no-record-text", notBlank(noRecordText), "must not be blank");
      require("nciic.not-usable-text", notBlank(notUsableText), "must not be blank");
    }
  }

  /**
   * The national network identity.
   *
   * @param orgCode our organisation at the service
   * @param appId our application at the service
   * @param appName its name as registered
   * @param appUri what opens the app, or the page to scan; bizSeq, orgID, appID and type are added
   * @param resultEndpoint where the app's answer is fetched
   * @param authEndpoint where the credential is checked
   * @param mode what the person must show in the app
   * @param privateKey our SM2 private key, 64 hex digits
   * @param upstreamPublicKey the service's SM2 public key, uncompressed, 130 hex digits
   * @param skipPhone leave the phone to the host; otherwise it is asked for after the proof. Left
   *     out, nothing but the app's own page protects who is made to scan somebody else's code
   * @param withNames offer to have name and number, typed here, confirmed by the service; left out,
   *     the service is asked for the pseudonym alone
   * @param appReturns the app brings its answer back to the browser that opened it, on the same
   *     phone; left out, every answer is fetched and says only that somebody agreed somewhere
   * @param verdicts the codes by which the service refuses a credential; left out, every refusal is
   *     the service's own failure and never the person's
   */
  public record NetworkIdentity(
      String orgCode,
      String appId,
      String appName,
      URI appUri,
      URI resultEndpoint,
      URI authEndpoint,
      Mode mode,
      Secret privateKey,
      String upstreamPublicKey,
      boolean skipPhone,
      Optional<Boolean> withNames,
      Optional<Boolean> appReturns,
      Optional<Verdicts> verdicts) {
    public NetworkIdentity {
      requireCode("network-identity.org-code", orgCode);
      requireCode("network-identity.app-id", appId);
      require("network-identity.app-name", !appName.isBlank(), "must not be blank");
      requireAddress("network-identity.app-uri", appUri);
      requireAddress("network-identity.result-endpoint", resultEndpoint);
      requireAddress("network-identity.auth-endpoint", authEndpoint);
      require(
          "network-identity.private-key",
          Sm2Keys.isPrivateKey(privateKey.reveal()),
          "must be an SM2 private key of 64 hex digits");
      require(
          "network-identity.upstream-public-key",
          Sm2Keys.isPublicKey(upstreamPublicKey),
          "must be an uncompressed SM2 public key of 130 hex digits on the curve");
    }

    /** With a pseudonym alone, fetched. */
    public NetworkIdentity(
        String orgCode,
        String appId,
        String appName,
        URI appUri,
        URI resultEndpoint,
        URI authEndpoint,
        Mode mode,
        Secret privateKey,
        String upstreamPublicKey,
        boolean skipPhone,
        Optional<Verdicts> verdicts) {
      this(
          orgCode,
          appId,
          appName,
          appUri,
          resultEndpoint,
          authEndpoint,
          mode,
          privateKey,
          upstreamPublicKey,
          skipPhone,
          Optional.empty(),
          Optional.empty(),
          verdicts);
    }

    boolean asksNames() {
      return withNames.orElse(false);
    }

    boolean comesBack() {
      return appReturns.orElse(false);
    }
  }

  /**
   * What the service says of a credential. Its list is not public: take it from the contract.
   *
   * @param invalid codes for one that is forged, foreign or used
   * @param expired codes for one that is too old
   * @param passwordWrong codes for a password that is not its own
   * @param notUsable codes for one whose holder may not use it
   */
  public record Verdicts(
      List<String> invalid,
      List<String> expired,
      List<String> passwordWrong,
      List<String> notUsable) {

    public Verdicts {
      invalid = List.copyOf(invalid);
      expired = List.copyOf(expired);
      passwordWrong = List.copyOf(passwordWrong);
      notUsable = List.copyOf(notUsable);
      List<String> all =
          Stream.of(invalid, expired, passwordWrong, notUsable).flatMap(List::stream).toList();
      boolean inForm = all.stream().allMatch(code -> code.matches("[A-Za-z0-9-]{1,32}"));
      boolean verdict =
          all.stream().allMatch(code -> NetworkIdentityCode.of(code) == NetworkIdentityCode.OTHER);
      require(
          "network-identity.verdicts",
          inForm && verdict && Set.copyOf(all).size() == all.size(),
          "must be codes of the service, each once, none of them one of the app's");
    }

    /** Why the person is refused; empty for a code that is no verdict about a credential. */
    Optional<Reason> reason(String code) {
      if (invalid.contains(code)) {
        return Optional.of(Reason.NOT_AUTHENTIC);
      }
      if (expired.contains(code)) {
        return Optional.of(Reason.EXPIRED);
      }
      if (passwordWrong.contains(code)) {
        return Optional.of(Reason.MISMATCH);
      }
      return notUsable.contains(code) ? Optional.of(Reason.DOCUMENT_NOT_USABLE) : Optional.empty();
    }
  }

  /** Authentication modes of the service that need no camera of ours. */
  public enum Mode {
    /** The credential alone. */
    R01,
    /** The credential and its password, typed in the app. */
    R02
  }

  private static void requireCode(String property, String value) {
    // The signed text joins its parts with bars.
    require(property, value.matches("[A-Za-z0-9_-]{1,64}"), "must be letters, digits, - and _");
  }

  private static void requireAddress(String property, URI address) {
    String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String host = Optional.ofNullable(address.getHost()).orElse("");
    boolean plainOnThisMachine = scheme.equals("http") && LOOPBACK.contains(host);
    require(
        property,
        !host.isEmpty() && (scheme.equals("https") || plainOnThisMachine),
        "must be an https address, or http on this machine");
    require(property, address.getFragment() == null, "must not have a fragment");
    require(property, address.getUserInfo() == null, "must not name a user");
  }

  private static boolean notBlank(Optional<String> text) {
    return text.filter(String::isBlank).isEmpty();
  }

  private static void require(String property, boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(PREFIX + property + " " + rule);
    }
  }
}
