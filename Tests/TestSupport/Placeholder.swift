// Helpers of the tests come here.
