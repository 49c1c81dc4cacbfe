package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.grant.Pkce;
import java.util.Arrays;
import java.util.List;

/**
 * What requests may hold, as the metadata says it (RFC 8414 2): read off what they are checked by.
 */
public final class SupportedRequests {

  private SupportedRequests() {}

  /** Values of {@code response_type}. */
  public static List<String> responseTypes() {
    return List.of(CodeResponseType.CODE);
  }

  /** Values of {@code response_mode}. */
  public static List<String> responseModes() {
    return Arrays.stream(ResponseMode.values()).map(ResponseMode::written).toList();
  }

  /** Values of {@code prompt}. */
  public static List<String> prompts() {
    return Arrays.stream(Prompt.values()).map(Prompt::written).toList();
  }

  /** Values of {@code code_challenge_method}. */
  public static List<String> challengeMethods() {
    return List.of(Pkce.METHOD);
  }

  /** Whether the parameter {@code claims} is read. */
  public static boolean claims() {
    return RequestParameter.CLAIMS.isTaken();
  }

  /** Whether request objects are read (OpenID Connect Core 1.0, 6.1). */
  public static boolean request() {
    return RequestParameter.REQUEST.isTaken();
  }

  /** Whether their addresses are (6.2). */
  public static boolean requestUri() {
    return RequestParameter.REQUEST_URI.isTaken();
  }
}
