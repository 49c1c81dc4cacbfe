package cn.tongxing.sample;

import java.util.Map;

/** What a department's application is about, apart from signing in. */
interface Service {

  /** Short name for the cookie. */
  String id();

  /** Name of the application. */
  String title(Language language);

  /** Name of the office behind it. */
  String office(Language language);

  /** What a visitor sees. */
  String welcome(Language language);

  /** What a signed-in citizen sees. */
  String desk(Language language, AppSession session, AppSession.SignedIn who);

  /** Does what a form of the desk asks for, and says what came of it. */
  Notice act(Language language, AppSession.SignedIn who, Map<String, String> form);

  /** What came of something that a citizen asked for. */
  record Notice(boolean done, String text) {}
}
