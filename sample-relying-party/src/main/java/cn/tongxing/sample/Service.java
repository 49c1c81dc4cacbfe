package cn.tongxing.sample;

import java.util.Map;
import java.util.Optional;

/** What a department's application is about, apart from signing in. */
interface Service {

  /** Short name for the cookie. */
  String id();

  /** Name of the application. */
  String title();

  /** Name of the office behind it. */
  String office();

  /** What a visitor sees. */
  String welcome();

  /** What a signed-in citizen sees. */
  String desk(AppSession session, AppSession.SignedIn who);

  /** Does what a form of the desk asks for; the message to show, or empty if it makes no sense. */
  Optional<String> act(AppSession session, Map<String, String> form);
}
