package io.conductorloop.state;

class InMemoryIntentJournalTest extends IntentJournalContract {
    @Override
    IntentJournal emptyJournal() {
        return new InMemoryIntentJournal();
    }
}
