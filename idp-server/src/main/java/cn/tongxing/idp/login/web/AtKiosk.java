package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.page.Instead;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.Way;
import cn.tongxing.idp.proofing.Proofs;
import java.util.List;
import java.util.Optional;

/**
 * A page as a self-service machine shows it: without passkeys, without the way of last time, and
 * without links that are for the person's own phone.
 */
final class AtKiosk {

  private AtKiosk() {}

  static Page of(Page due) {
    return switch (due) {
      case Page.ChooseMethod it -> shown(it);
      case Page.PasswordForm it ->
          new Page.PasswordForm(it.identifier(), Optional.empty(), it.problem());
      case Page.MoreNeeded it -> shown(it);
      case Page.ConfirmOwner it -> shown(it);
      case Page.Thaw it -> shown(it);
      case Page.OfferCredential it -> shown(it);
      case Page.QrCode it -> shown(it);
      case Page.DocumentTail it -> new Page.DocumentTail(it.problem(), without(it.others()));
      case Page.PhoneUnbound it -> new Page.PhoneUnbound(it.why(), without(it.ways()));
      case Page.PhoneWaits it -> new Page.PhoneWaits(it.problem(), without(it.ways()));
      case Page.WayUnavailable it ->
          new Page.WayUnavailable(uninstalled(it.way()), without(it.instead()));
      case Page.ProofRefused it ->
          new Page.ProofRefused(uninstalled(it.way()), it.problem(), without(it.instead()));
      case Page.AdapterForm it ->
          new Page.AdapterForm(uninstalled(it.way()), it.form(), it.notice(), it.opens());
      case Page.Waiting it -> new Page.Waiting(uninstalled(it.way()), it.pollSeconds());
      case Page.CameraCapture it -> new Page.CameraCapture(uninstalled(it.way()), it.camera());
      case Page.LinkAdded it -> new Page.LinkAdded(uninstalled(it.way()), it.ends(), it.problem());
      // is never due: what leads there is refused to a machine
      case Page.PasskeyForm it -> it;
      case Page.PhoneForm _,
          Page.CodeForm _,
          Page.NotMine _,
          Page.TakeOverWaits _,
          Page.AccountFrozen _,
          Page.Over _ ->
          due;
    };
  }

  private static Page shown(Page.ChooseMethod it) {
    return new Page.ChooseMethod(
        without(it.returning()),
        without(it.registering()),
        "",
        it.counterOnly(),
        Optional.empty(),
        it.problem(),
        it.needs());
  }

  private static Page shown(Page.MoreNeeded it) {
    return new Page.MoreNeeded(
        it.needs(), without(it.own()), without(it.proofs()), Optional.empty(), it.enough());
  }

  private static Page shown(Page.ConfirmOwner it) {
    return new Page.ConfirmOwner(
        it.before(),
        it.shown(),
        without(it.own()),
        without(it.proofs()),
        Optional.empty(),
        it.problem());
  }

  private static Page shown(Page.Thaw it) {
    return new Page.Thaw(
        it.begun(),
        without(it.own()),
        without(it.proofs()),
        it.useless(),
        Optional.empty(),
        it.problem());
  }

  private static Page shown(Page.OfferCredential it) {
    return new Page.OfferCredential(
        it.newAccount(), it.username(), Optional.empty(), it.problem(), it.needs());
  }

  private static Page shown(Page.QrCode it) {
    return new Page.QrCode(
        uninstalled(it.way()),
        it.state(),
        it.instruction(),
        it.svg(),
        Optional.empty(), // opens the app where it is, on the phone
        it.checkNumber(),
        it.secondsLeft(),
        it.pollSeconds());
  }

  /** The phone is in the person's hand: what a link of the machine shows is of no use there. */
  private static Way uninstalled(Way way) {
    return new Way(
        way.id(), way.label(), way.hint(), way.available(), Optional.empty(), way.icon());
  }

  private static Instead without(Instead instead) {
    return new Instead(
        instead.registering(), without(instead.same()), without(instead.rest()), instead.again());
  }

  private static List<Way> without(List<Way> ways) {
    return ways.stream()
        .filter(way -> !way.id().equals(Proofs.PASSKEY))
        .map(AtKiosk::uninstalled)
        .toList();
  }
}
