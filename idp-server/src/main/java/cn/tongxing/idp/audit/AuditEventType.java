package cn.tongxing.idp.audit;

/**
 * The catalogue: every kind of event there is. The code is stored and never changes its meaning.
 */
public enum AuditEventType {
  SERVER_STARTED("server.started", "The server took up its work."),
  KEY_GENERATED("key.generated", "A signing or data key was generated."),
  KEY_ROTATED("key.rotated", "A signing key became the active one."),
  KEY_WRAPPED("key.wrapped", "All data keys were wrapped under another key-encryption key."),
  KEY_WITHDRAWN("key.withdrawn", "A signing key was taken out of use at once."),
  COMMAND_GIVEN(
      "command.given",
      "An operator gave a command that changes keys, applications or self-service machines; what"
          + " it changed, if anything, follows."),
  CLIENT_APPLIED("client.applied", "A relying party was registered or changed."),
  CLIENT_REMOVED("client.removed", "A relying party was removed."),
  RESOURCE_APPLIED("resource.applied", "A resource was registered or changed."),
  RESOURCE_REMOVED("resource.removed", "A resource was removed."),
  KIOSK_ADDED("kiosk.added", "A self-service machine was added; a link waits for it."),
  KIOSK_KEYED("kiosk.keyed", "A self-service machine got its key."),
  KIOSK_ENDED("kiosk.ended", "The key of a self-service machine was taken away."),
  CITIZEN_IMPORTED("citizen.imported", "A person was taken over from an earlier system."),
  AUTHORIZATION_REFUSED("authorization.refused", "An authorization request was refused."),
  SIGN_IN_STARTED("signin.started", "A sign-in transaction began."),
  SIGN_IN_COMPLETED("signin.completed", "A browser was authenticated as a person."),
  SIGN_IN_REFUSED("signin.refused", "A proof was refused."),
  SIGN_IN_LIMITED("signin.limited", "A limit stopped a try before it was made."),
  UPSTREAM_UNAVAILABLE(
      "upstream.unavailable",
      "An upstream failed (no cause), refused what is configured here (configuration), or answered"
          + " and can say nothing of this person (person); not the person's doing."),
  CAPTURE_AGREED(
      "capture.agreed", "A person agreed that a camera takes pictures of their face, this once."),
  CAPTURE_ANSWERED(
      "capture.answered",
      "The frames of a camera were judged, or broke a rule of their challenge; how many came, and"
          + " what came of them."),
  SMS_SENT("sms.sent", "A one-time code was handed to the SMS provider."),
  SMS_CODE_REFUSED("sms.code.refused", "A one-time code was wrong, late or used."),
  PERSON_REGISTERED("person.registered", "A person was created by a proof."),
  PERSON_LOOKED_UP("person.looked.up", "An operator looked for a person by document, phone or id."),
  PERSON_DISABLED("person.disabled", "An operator shut a person out."),
  PERSON_ENABLED("person.enabled", "An operator let a person in again."),
  PERSON_MERGED(
      "person.merged", "Two accounts became one, by two operators; told for each of them."),
  PERSON_UNMERGED(
      "person.unmerged", "A merge was undone, by two operators; told for each account."),
  PERSON_ERASED(
      "person.erased",
      "The key of a person's data was deleted, and what they are found by, by two operators."),
  PERSON_FROZEN("person.frozen", "An account was frozen, by its owner or for them."),
  PERSON_THAWED("person.thawed", "A frozen account can be used again."),
  EVIDENCE_ADDED("evidence.added", "Evidence was added to a person."),
  EVIDENCE_WITHDRAWN("evidence.withdrawn", "Two operators withdrew evidence of a person."),
  CLAIM_CONTRADICTED(
      "claim.contradicted", "A source says otherwise of a person than is known; nothing changed."),
  CREDENTIAL_ADDED("credential.added", "A phone, password or passkey was bound to a person."),
  CREDENTIAL_REMOVED(
      "credential.removed", "A phone, password, passkey or linked way was taken from a person."),
  LINK_ALLOWED(
      "link.allowed",
      "Its owner, or two operators, let an upstream's account be linked again after its link ended."),
  CREDENTIAL_RENAMED("credential.renamed", "A passkey got another name from its owner."),
  DEVICE_RENAMED("device.renamed", "A browser got a name from the person who is signed in there."),
  PHONE_CHANGE_STARTED("phone.change.started", "A change of phone waits for its 48 hours."),
  PHONE_CHANGE_CANCELLED(
      "phone.change.cancelled",
      "A change of phone that waited was stopped, or ended by better evidence, a freeze, take-over"
          + " or merge, with the earlier ways, for want of room or with what began it."),
  PHONE_CHANGED("phone.changed", "An account has another phone; the earlier ones ended."),
  TAKE_OVER_STARTED("takeover.started", "A take-over of an account waits for its 48 hours."),
  TAKE_OVER_STOPPED(
      "takeover.stopped", "A take-over that waited came to nothing; the counter decides."),
  ACCOUNT_TAKEN_OVER(
      "takeover.completed", "An account opened by name and number alone was taken over."),
  TAKE_OVER_UNDONE("takeover.undone", "Two operators undid a take-over; what had ended is back."),
  CREDENTIAL_SUSPECTED(
      "credential.suspected",
      "A passkey counted back: there may be a copy; refused unless it says it is synced now."),
  CREDENTIAL_CONFIRMED(
      "credential.confirmed", "The carriers said that a bound phone has not changed hands."),
  TERMS_ACCEPTED("terms.accepted", "A person accepted the terms of use and the privacy notice."),
  CONSENT_GIVEN("consent.given", "A person agreed to a release of data."),
  CONSENT_REFUSED("consent.refused", "A person refused a release of data."),
  CONSENT_WITHDRAWN("consent.withdrawn", "A person took an agreement back."),
  SESSION_STARTED("session.started", "A single sign-on session began."),
  SESSION_ENDED("session.ended", "A single sign-on session ended."),
  LOGOUT_DELIVERED("logout.delivered", "A back-channel logout reached its receiver."),
  LOGOUT_DELAYED(
      "logout.delayed",
      "A back-channel logout did not arrive and is tried again; once an hour for each client."),
  LOGOUT_FAILED("logout.failed", "A back-channel logout was given up."),
  CODE_REDEEMED("code.redeemed", "An authorization code became a grant."),
  CODE_REPLAYED("code.replayed", "A spent code came again; its grant was revoked."),
  CODE_REFUSED("code.refused", "A code was refused."),
  TOKEN_ISSUED("token.issued", "A client got a token for itself."),
  TOKEN_REFRESHED("token.refreshed", "A refresh token was rotated."),
  REFRESH_REUSED("refresh.reused", "A rotated refresh token came again; its family was revoked."),
  GRANT_REVOKED("grant.revoked", "A grant was revoked."),
  CLIENT_AUTHENTICATION_FAILED("client.authentication.failed", "A client could not authenticate."),
  NOTICE_FAILED(
      "notice.failed", "A notice to a person of their account could not be sent and was given up."),
  PEER_TOLD(
      "peer.told",
      "An upstream was told of a person, what it answered, and whether name or documents went along."),
  PEER_NOT_TOLD(
      "peer.not.told", "An upstream could not be told of a person for a day, and it was given up."),
  AUDIT_DAMAGED("audit.damaged", "What the server had seen in the trail was gone or changed."),
  AUDIT_ARCHIVED("audit.archived", "Old months of the trail were moved into an archive."),
  TRAIL_READ("trail.read", "An operator read events of the trail."),
  UPKEEP_FAILED("upkeep.failed", "A job of the server failed; told once an hour at most.");

  private final String code;
  private final String meaning;

  AuditEventType(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The stored code. */
  public String code() {
    return code;
  }

  /** What happened, in one sentence. */
  public String meaning() {
    return meaning;
  }
}
