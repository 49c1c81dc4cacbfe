package cn.tongxing.idp.keys.sealing;

import java.util.List;
import java.util.Map;

/** Which data key hashes what: name spaces of keyed hashes with a key of their own. */
final class HashPurposes {

  /** Those that can be replaced by themselves; what they hash is void or fades afterwards. */
  static final List<DataKeyPurpose> REPLACEABLE =
      List.of(
          DataKeyPurpose.SESSION_COOKIES,
          DataKeyPurpose.REFRESH_TOKENS,
          DataKeyPurpose.CLIENT_SECRETS);

  private static final Map<String, DataKeyPurpose> OWN =
      Map.of(
          "session-cookie", DataKeyPurpose.SESSION_COOKIES,
          "browser-cookie", DataKeyPurpose.SESSION_COOKIES,
          "shown-form", DataKeyPurpose.SESSION_COOKIES,
          "going-to", DataKeyPurpose.SESSION_COOKIES,
          "code", DataKeyPurpose.REFRESH_TOKENS,
          "code-tag", DataKeyPurpose.REFRESH_TOKENS,
          "refresh-token", DataKeyPurpose.REFRESH_TOKENS,
          "refresh-token-tag", DataKeyPurpose.REFRESH_TOKENS,
          "refresh-successor", DataKeyPurpose.REFRESH_TOKENS,
          "client-secret", DataKeyPurpose.CLIENT_SECRETS);

  private HashPurposes() {}

  /** The data key's purpose for a name space. */
  static DataKeyPurpose of(String nameSpace) {
    return OWN.getOrDefault(nameSpace, DataKeyPurpose.KEYED_HASH);
  }
}
