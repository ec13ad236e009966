package org.cobnut.mint.payment;

/// The port through which payments that processors receive are credited. The package `issue`, which keeps mint quotes,
/// implements it.
///
/// Each method returns when what follows has been committed; only then is the node's event acknowledged. When it
/// throws, the event comes again.
public interface IncomingPayments {

    /// Credits the quote that was paid, once per payment id, or keeps the receipt until there is such a quote.
    void receive(Receipt receipt);

    /// Keeps what a processor could not read, for the operator.
    ///
    /// @param id tells the event from others of this node
    void keepUnreadable(Receipt.Source source, String id);
}
