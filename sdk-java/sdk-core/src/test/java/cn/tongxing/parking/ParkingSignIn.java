package cn.tongxing.parking;

import cn.tongxing.sdk.ClientSettings;
import cn.tongxing.sdk.Level;
import cn.tongxing.sdk.LogoutNotice;
import cn.tongxing.sdk.PendingSignIn;
import cn.tongxing.sdk.ProviderException;
import cn.tongxing.sdk.SignInResult;
import cn.tongxing.sdk.Tokens;
import cn.tongxing.sdk.TongxingClient;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** 停车缴费的登录：每个方法对应应用的一个地址 · signing in: a method for each address. */
public final class ParkingSignIn {

  private static final System.Logger LOG = System.getLogger(ParkingSignIn.class.getName());

  private final URI self;
  private final TongxingClient tongxing;

  public ParkingSignIn(URI issuer, String secret, URI self) {
    this.self = self;
    ClientSettings settings =
        ClientSettings.confidential(
            issuer,
            "parking",
            secret,
            self.resolve("/callback"),
            Set.of("openid", "profile", "realname"));
    tongxing = new TongxingClient(settings.requiring(new Level(2, 1))); // p2:a1 or better
  }

  /** GET /login: keep it in the browser's session, send the browser to its authorizationUri. */
  public PendingSignIn login() throws ProviderException {
    return tongxing.begin(List.of("zh-CN"), Map.of());
  }

  /** GET /callback: take what login gave out of the session first, it is good for one use. */
  public String callback(PendingSignIn pending, Map<String, String> parameters)
      throws ProviderException {
    return switch (tongxing.finish(pending, parameters)) {
      case SignInResult.SignedIn in -> {
        Map<String, Object> person = tongxing.userInfo(in.tokens(), in.citizen());
        // now a new session, with in.citizen().subject(), sessionId() and in.tokens()
        yield "您好，" + person.getOrDefault("name", "市民"); // a name that is not released is absent
      }
      case SignInResult.Refused no when no.error().equals("access_denied") -> "您没有登录，或没有同意提供信息。";
      case SignInResult.Refused no -> said("登录没有完成，请再试一次。", no.error());
      case SignInResult.NotTrusted not -> said("请从首页重新登录。", not.reason());
      case SignInResult.Unavailable away -> said("统一身份认证暂时无法使用，请过几分钟再试。", away.reason());
    };
  }

  private static String said(String words, String reason) {
    LOG.log(System.Logger.Level.WARNING, "no sign-in: {0}", reason);
    return words;
  }

  /** POST /logout: end your session, then send the browser there: it ends the one of all. */
  public URI logout(Tokens tokens) throws ProviderException {
    return tongxing.signOut(tokens, self.resolve("/signed-out"), "");
  }

  /** POST /backchannel-logout: end what it names and answer 200; 400 where it is empty. */
  public Optional<LogoutNotice> loggedOutElsewhere(String logoutToken) throws ProviderException {
    return tongxing.logoutNotice(logoutToken);
  }
}
