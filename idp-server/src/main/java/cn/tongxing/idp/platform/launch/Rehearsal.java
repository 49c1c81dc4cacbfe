package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server does all day, for the start-up cache to learn from: one person signs in by password
 * in one new browser after the other and agrees; the application redeems the code, refreshes, asks
 * for UserInfo and introspects, and signs the person in again without asking.
 *
 * @param port of the server on this machine
 * @param host what it is asked for by
 * @param client who the application is
 * @param login the document number and the password of the person
 */
record Rehearsal(int port, String host, Client client, Map<String, String> login) {

  private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-012345";

  /** For each sign-in. */
  private static final int REPEATS = 8;

  /** An application that is registered with the server. */
  record Client(String id, String secret, String redirectUri) {

    /** RFC 6749 2.3.1; both are letters, digits and hyphens. */
    String basic() {
      byte[] both = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }
  }

  /**
   * Signs in so many times.
   *
   * @return how many times it was
   * @throws IOException if the server answers otherwise than it should
   */
  int run(int signIns) throws IOException {
    for (int done = 0; done < signIns; done++) {
      signIn();
    }
    return signIns;
  }

  private void signIn() throws IOException {
    var browser = new OwnBrowser(port, host);
    String choice = browser.opened(authorize());
    String form = browser.pressed(choice, "method:password", Map.of());
    String tokens = redeem(consented(browser, browser.pressed(form, "submit", login)));
    for (int i = 0; i < REPEATS; i++) {
      tokens =
          call(
              "/oauth2/token",
              Map.of("grant_type", "refresh_token", "refresh_token", of("refresh_token", tokens)));
      String access = of("access_token", tokens);
      call("/oauth2/introspect", Map.of("token", access));
      new OwnBrowser(port, host).call("GET", "/oauth2/userinfo", "Bearer " + access, Map.of());
      redeem(browser.opened(authorize()));
    }
  }

  private static String consented(OwnBrowser browser, String answer) throws IOException {
    return answer.contains("id=\"agree\"") ? browser.pressed(answer, "agree", Map.of()) : answer;
  }

  private String authorize() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", client.id());
    request.put("redirect_uri", client.redirectUri());
    request.put("scope", "openid realname");
    request.put("state", "rehearsal");
    request.put("nonce", "rehearsal");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return "/oauth2/authorize?" + OwnBrowser.encoded(request);
  }

  private String redeem(String answer) throws IOException {
    URI back =
        OwnBrowser.location(answer)
            .filter(to -> to.toString().startsWith(client.redirectUri()))
            .orElseThrow(() -> new IOException("no way back to the application"));
    Matcher code = Pattern.compile("(?:^|&)code=([^&]+)").matcher(back.getQuery());
    if (!code.find()) {
      throw new IOException("no code");
    }
    return call(
        "/oauth2/token",
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code.group(1),
            "redirect_uri",
            client.redirectUri(),
            "code_verifier",
            VERIFIER));
  }

  private String call(String path, Map<String, String> fields) throws IOException {
    return new OwnBrowser(port, host).call("POST", path, client.basic(), fields);
  }

  private static String of(String member, String answer) throws IOException {
    Matcher value = Pattern.compile("\"" + member + "\":\"([^\"]+)\"").matcher(answer);
    if (!value.find()) {
      throw new IOException("no " + member);
    }
    return value.group(1);
  }

  /** RFC 7636 4.2. */
  private static String challenge() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
