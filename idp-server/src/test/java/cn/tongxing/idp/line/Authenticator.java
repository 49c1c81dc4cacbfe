package cn.tongxing.idp.line;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/**
 * A virtual platform authenticator of Chromium's that verifies its user (WebAuthn, chapter 11).
 *
 * @param id by which Chromium knows it
 */
record Authenticator(CDPSession session, String id) {

  /** A new one in the page that the session belongs to. */
  static Authenticator in(CDPSession session) {
    session.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject parameters = new JsonObject();
    parameters.add("options", options);
    String id =
        session
            .send("WebAuthn.addVirtualAuthenticator", parameters)
            .get("authenticatorId")
            .getAsString();
    return new Authenticator(session, id);
  }

  private JsonObject named() {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("authenticatorId", id);
    return parameters;
  }

  /** The one passkey that it keeps is kept elsewhere too from now on. */
  void syncs() {
    JsonObject change = named();
    change.add(
        "credentialId",
        session
            .send("WebAuthn.getCredentials", named())
            .getAsJsonArray("credentials")
            .get(0)
            .getAsJsonObject()
            .get("credentialId"));
    change.addProperty("backupEligibility", true);
    change.addProperty("backupState", true);
    session.send("WebAuthn.setCredentialProperties", change);
  }
}
